import type { FormFinding } from '../form/finding.ts'
import type { LimeSurvey } from './lime-structure.ts'

/** Attributes that are read; of some the reader itself says that they are left out. */
const READ =
  'hidden random_order answer_order array_filter exclude_all_others max_answers min_answers maximum_chars num_value_int_only min_num_value_n max_num_value_n em_validation_q other_replace_text suffix prefix dualscale_headera dualscale_headerb location_mapservice multiflexible_checkbox'

/** Attributes of how things look, tips that repeat a rule, and settings of statistics and exports: nothing is lost that people are asked or told. */
const LOOKS = `alphasort answer_width answer_width_bycolumn assessment_value button_size category_separator choice_input_columns choice_title clear_default
  commented_checkbox commented_checkbox_auto cssclass display_columns display_rows display_type dropdown_dates dropdown_prefix dropdown_prepostfix
  dropdown_separators dropdown_size em_validation_q_tip em_validation_sq_tip array_filter_style fix_height fix_width form_title hide_tip horizontal_scroll
  input_boxes input_size keep_aspect keep_codes_order label_input_columns max_buttons_row max_subquestions numbers_only other_position other_position_code page_break
  parent_order placeholder printable_help public_statistics rank_header rank_title repeat_headings reverse samechoiceheight samelistheight save_as_default
  scale_export showpopups show_title show_comment show_grand_total show_totals statistics_graphtype statistics_showgraph statistics_showmap subquestion_order
  subquestion_width text_input_columns text_input_width thousands_separator use_dropdown date_format reloadonclick answer_order_random numbers_only_sq
  location_city location_state location_postal location_country location_mapheight location_mapwidth location_mapzoom location_nodefaultfromip location_defaultcoordinates
  slider_accuracy slider_default slider_default_set slider_handle slider_custom_handle slider_layout slider_middlestart slider_min slider_max slider_orientation slider_rating
  slider_reset slider_reversed slider_separator slider_showminmax time_limit_action time_limit_countdown_message time_limit_disable_next time_limit_disable_prev
  time_limit_message time_limit_message_delay time_limit_message_style time_limit_timer_style time_limit_warning time_limit_warning_2
  time_limit_warning_2_display_time time_limit_warning_2_message time_limit_warning_2_style time_limit_warning_display_time time_limit_warning_message
  time_limit_warning_style image crop_or_resize upload_size
  id related_id class type/scale name relevance text help language validation mandatory encrypted other default same_default same_script modulename
  question_theme_name theme`

const KNOWN = new Set(`${READ} ${LOOKS}`.split(/\s+/))
const PREFIXES = /^(statistics_|responseoutput|multiflexible_|date_m|allowed_filetypes|max_num_of_files|min_num_of_files|max_filesize)/

/** Whether an attribute that questions have by themselves does nothing with this value. */
const isOff = (value: string) => ['', '0', 'n', 'false', 'off'].includes(value.trim().toLowerCase())

/** Attributes that do something and are not read, each once, with the line of the first question that has it. */
export function unreadAttributes({ groups }: LimeSurvey): FormFinding[] {
  const found = new Map<string, { readonly row: number; readonly names: string[] }>()
  for (const { attributes, line, title } of groups.flatMap(({ questions }) => questions)) {
    for (const [name, value] of attributes) {
      if (isOff(value) || KNOWN.has(name.toLowerCase()) || PREFIXES.test(name.toLowerCase())) continue
      const before = found.get(name)
      if (before) before.names.push(title)
      else found.set(name, { row: line, names: [title] })
    }
  }
  return [...found].map(([column, { row, names }]) => ({
    kind: 'dropped',
    row,
    column,
    message: `"${column}" is not read here: ${names.slice(0, 5).join(', ')}${names.length > 5 ? `, and ${names.length - 5} more` : ''}`,
    remedy: 'Look whether people are asked or told something by it',
  }))
}
