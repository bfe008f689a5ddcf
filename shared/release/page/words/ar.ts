import type { About, PageWords } from './page-words.ts'
import { TOGETHER } from './together-words.ts'
import { isWide } from './wide-range.ts'

const about = ({ value, low, high }: About) => (low === high ? `${value}` : `نحو ${value}`)
/** Dates and hashes run from left to right whatever stands around them. */
const apart = (text: string) => `\u2066${text}\u2069`
const between = ({ low, high }: About) => `بين ${low} و${high}`
const people = (number: About) => `${about(number)} شخصًا${isWide(number) ? ` (${between(number)})` : ''}`
const withRange = (number: About) => `${about(number)} شخصًا${number.low === number.high ? '' : ` (${between(number)})`}`
const either = (answers: readonly string[]) => answers.map((answer) => `«${answer}»`).join(' أو ')
const every = (answers: readonly string[]) => answers.map((answer) => `«${answer}»`).join(' و')
/** After a finding: the answers whose printed number is the same. */
const sameAs = (answers: readonly string[]) => (answers.length === 0 ? '' : ` والعدد المعروض لـ${every(answers)} هو نفسه.`)
/** The percentage of a finding as a sentence. */
const share = (percent: About, isAtLeast: boolean) =>
  isAtLeast
    ? `أي ما لا يقل عن ${percent.low}\u00A0%.`
    : `أي ${percent.value}\u00A0%: على الأقل ${percent.low}\u00A0% وعلى الأكثر ${percent.high}\u00A0%.`

export const ar: PageWords = {
  heading: (title) => `نتائج الاستبيان: ${title}`,
  standing: {
    candidate: 'مسودة. لم يوافق أي مجلس على هذه النتائج بعد: لا تنشروها، ولا تستشهدوا بها قبل أن ينشرها المجلس.',
    madeUp: 'الأشخاص في هذا التقرير مختلَقون. يبيّن التقرير شكل التقارير فقط ولا يقول شيئًا عن أحد.',
    demonstration: 'هذه الموافقة تبيّن فقط كيف تجري الموافقة. لم توافق أي جماعة على شيء هنا.',
    corrected: (on, why) => `صُحّح يوم ${apart(on)}: ${why}`,
    useInstead: (instead) => `استخدموا هذا بدلًا منه: ${instead}`,
    withdrawn: (on, why) => `سُحب يوم ${apart(on)}: ${why} لا تستخدموا هذه الأعداد.`,
    nobodyApproved: 'وافق عليها: لا أحد بعد.',
    approved: (by, on) => `وافق عليها ${by} يوم ${apart(on)}.`,
    entry: (entry) => `القيد في سجل المجلس الذي يثبت ذلك: ${apart(entry)}.`,
    cite: {
      notYet: 'لا يجوز الاستشهاد بمسودة',
      until: 'حين ينشر المجلس هذه النتائج، تقول الصفحة المنشورة كيف يُستشهد بها.',
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
  finding: ({ count, asked, percent, question, answers, isAnyAnswer, group, several, isAtLeast, tied }) => {
    const of = `من ${people(asked)} سُئلوا «${question}»${group ? ` (${group})` : ''}`
    const chosen = isAnyAnswer
      ? several
        ? 'إجابة واحدة على الأقل من إجاباته'
        : 'إحدى إجاباته'
      : `${either(answers)}${several ? '، وحدها أو مع غيرها' : ''}`
    if (isAtLeast) return `${of}، اختار ما لا يقل عن ${count.low} ${chosen}. ${share(percent, isAtLeast)}${sameAs(tied)}`
    return `${of}، اختار ${about(count)} ${chosen}. ${share(percent, isAtLeast)}${sameAs(tied)}`
  },
  share,
  board: {
    count: (count, isAtLeast) => (isAtLeast ? `ما لا يقل عن ${count.low}` : about(count)),
    asked: (asked) => `${people(asked)} سُئلوا`,
    source: ({ question, answers, isAnyAnswer, several }) =>
      `بكلمات المجلس. كان السؤال «${question}»، ${isAnyAnswer ? 'والمقصود أي إجابة من إجاباته' : `والإجابة ${either(answers)}`}${several && !isAnyAnswer ? '، وحدها أو مع غيرها' : ''}.`,
  },
  chosenByRule: ({ isList, most, largestFirst }) =>
    `اختارت هذه النتائج قاعدة في خطة الاستبيان: من ${isList ? 'قائمة أسئلة' : 'أسئلة الأجزاء الرئيسية'}، ${most} على الأكثر مما يمكن عرض عدد له، ${largestFirst ? 'والنسبة الأكبر أولًا' : 'بترتيبها'}. ولكل سؤال إجابته المفردة ذات أكبر عدد معروض، ولا تتصدر إجابات مجموعة معًا إلا حيث لا عدد لأي إجابة مفردة. ويُترك السؤال حيث يُعرف أن عددًا لا يُعرض أكبر.`,
  sameAs,
  moreIsHidden: 'اختار عدد أكبر من الأشخاص إجابة لا يُعرض عددها.',
  nothingToSay: 'لا يُعرض عدد أي إجابة عن هذا السؤال، لحماية من أجابوا.',
  noPercentage: 'سُئل عدد قليل جدًا من الأشخاص، أو لا يُعرف عددهم بدقة كافية، لذلك لا تُذكر نسبة مئوية.',
  noFinding: 'ليس لأي إجابة عدد يمكن أن يتصدر هذه الصفحة.',
  whoTookPart: 'من شارك',
  tookPart: (number, invited) =>
    `شارك ${withRange(number)}. اختار كل منهم ذلك، ${invited ? 'بعد دعوة' : 'دون حاجة إلى دعوة. ولا يُعرف هل شارك أحد مرتين'}.`,
  limits:
    'اختار الناس المشاركة، لذلك تصف هذه النتائج من أجابوا. وهم ليسوا عينة عشوائية. ولا تخبرنا النتائج بنسبة من عاشوا هذه التجارب بين جميع الناس، ولا يمكن ذكر هامش خطأ.',
  whoAsked: 'من الذي يسأل',
  askedBy: (controller, board) => `${controller}. المجلس: ${board}.`,
  version: (release, date, survey, numbers) =>
    `التقرير ${release}، حُسب يوم ${apart(date)}. الاستبيان ${apart(survey)}. الأعداد (${apart('SHA-256')} لملف ${apart('report.csv')}) ${apart(numbers)}.`,
  questions: 'كل الأسئلة',
  contents: (questions) => `جميع الأسئلة (${questions})`,
  asked: (asked, everybody) =>
    isWide(asked)
      ? `سُئل عدد ${between(asked)} شخصًا بحسب الأعداد المعروضة، والنسب محسوبة من ${asked.value}. وشارك إجمالًا ${about(everybody)}.`
      : `سُئل ${withRange(asked)}، بحسب الأعداد المعروضة، من ${about(everybody)} شاركوا.`,
  askedOfEverybody: (everybody) => `سُئل الجميع: ${withRange(everybody)}.`,
  onlyAsked: (of) => `لم يُسأل إلا من ${of}.`,
  conditions: {
    and: ' و',
    or: ' أو ',
    quote: (words) => `«${words}»`,
    chose: (options, question) => `اختاروا ${options} عند سؤالهم «${question}»`,
    choseOther: (options, question) => `اختاروا شيئًا غير ${options} عند سؤالهم «${question}»`,
    choseNone: (options, question) => `أجابوا عن السؤال «${question}» ولم يختاروا ${options}`,
    answered: (question) => `أجابوا عن السؤال «${question}»`,
    notAsked: (states) => `ولم يُسأل من تركوا ذلك السؤال فارغًا${states.length > 0 ? ` أو اختاروا ${either(states)}` : ''}.`,
    isNoAnswer: (states) => `ولا يُعد جوابًا ترك أحد هذه الأسئلة فارغًا${states.length > 0 ? ` أو اختيار ${either(states)}` : ''}.`,
  },
  partCouldBeSkipped: 'كان يمكن تخطي جزء الاستبيان الذي فيه هذا السؤال، ومن تخطاه لا يُحسب بين من سُئلوا.',
  fewAsked: 'بحسب الأعداد المطبوعة سُئل أقل من نحو 30 شخصًا، لذلك لا توجد نسب مئوية.',
  of: (number) => `من ${about(number)}${isWide(number) ? ` (${between(number)})` : ''}`,
  severalAnswers: 'كان يمكن اختيار عدة إجابات، لذلك قد يكون الشخص في عدة صفوف، وقد يزيد مجموع النسب على 100.',
  repeated: (release) =>
    `حُسبت هذه الأعداد للتقرير ${release}. ومنذ ذلك الحين انضم عدد قليل جدًا من الأشخاص لحسابها من جديد، أو كانت الأعداد الجديدة ستكشف شخصًا ما.`,
  wide: { asked: 'الأشخاص الذين سُئلوا', atLeast: 'على الأقل', atMost: 'على الأكثر', standing: 'الحالة' },
  columns: { answer: 'الإجابة', people: 'الأشخاص', asked: 'ممن سُئلوا', everybody: 'من الجميع', answered: 'ممن أجابوا' },
  among: (question) => `بحسب: ${question}`,
  ofThoseAsked: 'ممن سُئلوا في كل مجموعة، بالنسبة المئوية.',
  severalGroups: 'وقد يكون الشخص في عدة مجموعات.',
  inBrackets: 'بين قوسين: مدى كل عدد.',
  within: (distance) => `مدى كل عدد من الأشخاص ${distance} في كل اتجاه.`,
  rangesInHeads: 'المدى بين قوسين بعد عدده، أو فوق العمود لبقية نسبه.',
  reach: (points) => `المدى: ${points} في كل اتجاه`,
  answersTogether: (several) =>
    several ? 'عدة إجابات معًا: من اختاروا واحدة منها على الأقل. وقد يكون الشخص في عدة صفوف.' : 'عدة إجابات معًا',
  anyAnswer: 'أيّ من الإجابات',
  asFile: 'هذا الجدول كملف:',
  fewer: (than) => `أقل من ${than} شخصًا، أو لا أحد`,
  between: (low, high) => `من ${low} إلى ${high} شخصًا، لا يُعرض`,
  notShown: 'لا يُعرض',
  nearlyAll: 'الجميع تقريبًا',
  groupTooSmall: 'المجموعة أصغر من أن تُعرض',
  notAsked: 'لم يُسألوا',
  states: { skipped: 'سُئلوا ولم يجيبوا', not_shown: 'لم يُسألوا، بسبب إجابة سابقة أو لعدم وجودها', section_skipped: 'تخطّوا هذا الجزء كله' },
  reading: 'كيف تُقرأ هذه الأعداد',
  perturbation: {
    rounded: 'يُقرّب كل عدد عشوائيًا لحماية من أجابوا. والعدد الحقيقي يقع ضمن مداه. وهو من التقريب وحده، ولا يقول شيئًا عمّن لم يشاركوا.',
    changed:
      'يُضاف إلى كل عدد أو يُطرح منه عدد صغير عشوائي لحماية من أجابوا. والعدد الحقيقي يقع ضمن مداه. وهو من هذا التغيير وحده، ولا يقول شيئًا عمّن لم يشاركوا.',
    exact: 'الأعداد المعروضة دقيقة. ولا تقول شيئًا عمّن لم يشاركوا.',
    noisy:
      'تُضاف إلى كل عدد قيمة عشوائية لحماية من أجابوا. والعدد الحقيقي يقع ضمن مداه 19 مرة من كل 20. وهو من هذه الإضافة وحدها، ولا يقول شيئًا عمّن لم يشاركوا.',
  },
  readingLines: [
    'لا تجمعوا الصفوف، فقد لا يتطابق مجموعها: استخدموا المجاميع المطبوعة.',
    '«ممن سُئلوا» هي النسبة التي يُستشهد بها: ممن عُرض عليهم السؤال. «من الجميع»: من كل من شاركوا أو كل المجموعة. «ممن أجابوا»: ممن اختاروا إحدى إجاباته فقط.',
    'لا تُعرض الأعداد الصغيرة، وأخرى أحيانًا، لحماية من أجابوا. ويقول أول جدول لكل سؤال بين أي عددين تقع، ويقوله report.csv للمجموعات، لا أكثر. وتظهر في الرسم إجابات مجموعة معًا حيث لا عدد لإجابة مفردة: وعندها كل ما في جدوله منها.',
    'يُحسب عدد من سُئلوا من الأعداد الأخرى للسؤال، لذلك قد يختلف بين أسئلة طُرحت على الأشخاص أنفسهم.',
    'تعني – أن النسبة من أقل من 30 شخصًا، أو من عدد غير معروف بدقة كافية.',
    'الإجابات غير مرجّحة. والأسئلة جديدة ولم يُتحقق من صلاحيتها، إلا إذا قالت دراسة منشورة غير ذلك.',
    'لا يُعرف عدد من رأوا الاستبيان ولم يجيبوا. ولا تُنشر أيام الإجابة.',
  ],
  together: TOGETHER.ar,
  allNumbers: 'كل الأعداد في جدول',
  closedTables: 'افتحوا جدولًا لتروا كل عدد ومداه. وعلى الورق تُطبع الجداول المفتوحة وحدها.',
  openTables: 'فتح كل الجداول',
  save: 'حفظ هذا الرسم بصيغة',
  chart: (question) => `ممن سُئلوا، بالنسبة المئوية: ${question}`,
  chartOf: (asked) => `ممن سُئلوا، ${people(asked)}، بالنسبة المئوية. والشريط الرفيع هو مدى كل عدد.`,
  dashed: 'العدد الذي لا يُعرض يقع في مكان ما من إطاره المتقطع.',
  quotes: {
    heading: 'بكلمات الناس أنفسهم',
    none: 'ليس في هذا التقرير كلمات لأي شخص بعينه. والكلمات التي سمح أحد بقراءتها لا تُعرض إلا بعد أن يراجعها شخصان.',
    chosen: (by, { low, high }) => `اختارها ${by}، من كلمات عدد من الأشخاص بين ${low} و${high} سمحوا بذلك.`,
    how: {
      all: 'كل ما أمكن عرضه موجود هنا.',
      drawn: 'حُدد ما يظهر هنا بالقرعة.',
      chosen: 'وقد اختيرت، لذلك لا تقول ما يراه معظم الناس: الأعداد أعلاه هي التي تقوله.',
    },
    theirs: 'بكلماتهم',
    inOurWords: 'بكلماتنا، كما أراد صاحب القصة',
    cut: '[ ] حيث حُذف شيء قد يدل على شخص.',
    removed: 'أُزيل اقتباس بناءً على رغبة صاحبه.',
  },
}
