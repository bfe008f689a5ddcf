import type { About, PageWords } from './page-words.ts'
import { TOGETHER } from './together-words.ts'

const about = ({ value, low, high }: About) => (low === high ? `${value}` : `نحو ${value}`)
const span = ({ low, high }: About) => (low === high ? `${low}` : `من ${low} إلى ${high}`)

export const ar: PageWords = {
  heading: (title) => `نتائج الاستبيان: ${title}`,
  standing: {
    candidate: 'مسودة. لم يوافق أي مجلس على هذه النتائج بعد: لا تنشروها ولا تستشهدوا بها.',
    madeUp: 'الأشخاص في هذا التقرير مختلَقون. يبيّن التقرير شكل التقارير فقط ولا يقول شيئًا عن أحد.',
    demonstration: 'هذه الموافقة تبيّن فقط كيف تجري الموافقة. لم توافق أي جماعة على شيء هنا.',
    corrected: (on, why) => `صُحّح يوم ${on}: ${why}`,
    useInstead: (instead) => `استخدموا هذا بدلًا منه: ${instead}`,
    withdrawn: (on, why) => `سُحب يوم ${on}: ${why} لا تستخدموا هذه الأعداد.`,
    nobodyApproved: 'وافق عليها: لا أحد بعد.',
    approved: (by, on) => `وافق عليها ${by} يوم ${on}.`,
    entry: (entry) => `القيد في سجل المجلس الذي يثبت ذلك: ${entry}.`,
    cite: {
      later: 'كيف تستشهدون بهذه الصفحة بعد الموافقة عليها',
      now: 'كيف تستشهدون بهذه الصفحة',
      no: 'لا ينبغي الاستشهاد بهذه الصفحة. وحيث استُشهد بها سابقًا فهي هذه',
    },
    marks: {
      candidate: 'مسودة لم يُوافق عليها',
      published: 'تمت الموافقة عليه',
      corrected: 'صُحّح لاحقًا',
      withdrawn: 'مسحوب',
      madeUp: 'أشخاص مختلَقون',
      demonstration: 'عرض تجريبي فقط',
    },
  },
  unreviewed: 'لم يراجع أحد من المجتمع النص العربي لهذا الاستبيان بعد.',
  inShort: 'باختصار',
  finding: ({ count, asked, percent, question, answer, group, several }) =>
    `من ${about(asked)} شخصًا سُئلوا «${question}»${group ? ` (${group})` : ''}، اختار ${about(count)} «${answer}»${several ? '، وحدها أو مع غيرها' : ''}: ${percent.value}\u00A0%، وعلى الأقل ${percent.low}\u00A0% وعلى الأكثر ${percent.high}\u00A0%.`,
  nothingToSay: 'لم يُعطِ عدد كافٍ من الأشخاص أي إجابة واحدة حتى تُعرض.',
  noFinding: 'لم يُعطِ عدد كافٍ من الأشخاص أي إجابة حتى تتصدر هذه الصفحة.',
  whoTookPart: 'من شارك',
  tookPart: (people) => `شارك ${about(people)} شخصًا (${span(people)}). اختار كل منهم ذلك، عبر رابط.`,
  limits:
    'اختار الناس المشاركة، لذلك تصف هذه النتائج من أجابوا. وهم ليسوا عينة عشوائية. ولا تخبرنا النتائج بنسبة من عاشوا هذه التجارب بين جميع الناس، ولا يمكن ذكر هامش خطأ.',
  whoAsked: 'من الذي يسأل',
  askedBy: (controller, board) => `${controller}. المجلس: ${board}.`,
  version: (release, date, survey, numbers) =>
    `التقرير ${release}، حُسب يوم ${date}. الاستبيان ${survey}. الأعداد (SHA-256 لملف report.csv) ${numbers}.`,
  questions: 'كل الأسئلة',
  asked: (asked, everybody) => `سُئل ${about(asked)} شخصًا (${span(asked)}) من ${about(everybody)} شاركوا.`,
  askedOfEverybody: (everybody) => `سُئل الجميع: ${about(everybody)} شخصًا (${span(everybody)}).`,
  severalAnswers: 'كان يمكن اختيار عدة إجابات، لذلك يزيد مجموع النسب على 100.',
  repeated: (release) =>
    `حُسبت هذه الأعداد للتقرير ${release}. ومنذ ذلك الحين انضم عدد قليل جدًا من الأشخاص لحسابها من جديد، أو كانت الأعداد الجديدة ستكشف شخصًا ما.`,
  wide: { atLeast: 'على الأقل', atMost: 'على الأكثر', standing: 'الحالة' },
  columns: { answer: 'الإجابة', people: 'الأشخاص', asked: 'ممن سُئلوا', everybody: 'من الجميع', answered: 'ممن أجابوا' },
  among: (question) => `بحسب: ${question}`,
  ofThoseAsked: 'ممن سُئلوا في كل مجموعة، بالنسبة المئوية.',
  fewer: (than) => `أقل من ${than}، أو لا أحد`,
  between: (low, high) => `من ${low} إلى ${high}، لا يُعرض`,
  nearlyAll: 'الجميع تقريبًا',
  groupTooSmall: 'المجموعة أصغر من أن تُعرض',
  notAsked: 'لم يُسألوا',
  states: { skipped: 'بلا إجابة', not_shown: 'لم يُسألوا', section_skipped: 'تخطّوا هذا الجزء' },
  reading: 'كيف تُقرأ هذه الأعداد',
  readingLines: [
    'يُقرّب كل عدد عشوائيًا لحماية من أجابوا. والمدى المذكور بجانبه يحتوي العدد الحقيقي.',
    'قد لا يتطابق مجموع الأعداد. لا تجمعوا الصفوف، بل استخدموا المجاميع المطبوعة.',
    '«ممن سُئلوا» هي النسبة التي يُستشهد بها. والنسبتان الأخريان موجودتان كي لا يخمّن أحد ما الذي تُحسب منه النسبة.',
    'حيث لا يُعرض عدد، تقول الصفحة ما يُعرف عنه.',
    'الإجابات غير مرجّحة. والأسئلة جديدة ولم يُتحقق من صلاحيتها، إلا إذا قالت دراسة منشورة غير ذلك.',
  ],
  together: TOGETHER.ar,
  save: 'حفظ هذا الرسم بصيغة',
  chart: (question) => `ممن سُئلوا، بالنسبة المئوية: ${question}`,
  chartOf: (asked) => `ممن سُئلوا (${about(asked)} شخصًا)، بالنسبة المئوية. والشريط الرفيع هو المدى الذي يحتوي العدد الحقيقي.`,
}
