import type { ChecklistItem } from './checklist.js'

/** Items 1 to 5: title, abstract, introduction and data. */
export const TRIPOD_INTRODUCTION: readonly ChecklistItem[] = [
  {
    number: '1',
    asks: 'A title that says that a language model is evaluated, on which task, for which patients and with which outcome.',
    reported: [],
    write: 'The title.',
  },
  {
    number: '2',
    asks: 'An abstract with the items of the list for abstracts.',
    reported: [],
    write: 'The abstract; its result is the first sentence of Results, Comparisons.',
  },
  {
    number: '3a',
    asks: 'The clinical setting, why a model is evaluated there, and what others have done.',
    reported: [],
    write: 'The background, with references.',
  },
  {
    number: '3b',
    asks: 'The patients and users that the model is meant for, and where it fits in their care.',
    reported: [],
    write: 'Patients, users and place in the care pathway.',
  },
  {
    number: '4',
    asks: 'The objectives, and whether a model is developed, tuned or evaluated.',
    reported: [{ part: 'contrasts', what: 'the comparisons that were declared in the experiment file' }],
    write: 'The objectives in words; chartsift evaluates and does not train.',
  },
  {
    number: '5a',
    asks: 'The sources of the data for training, tuning and evaluation, and why these were used.',
    reported: [{ part: 'data', what: 'name, content hash and size of the corpus for evaluation' }],
    write: 'Where and when the records were collected, and why this corpus was chosen.',
  },
  {
    number: '5b',
    asks: 'What the data consist of and how they are distributed.',
    reported: [
      { part: 'cohort', what: 'notes, events, tokens and time span per record, instructions per patient' },
    ],
    write: 'Languages, institutions, demographics and diagnoses.',
  },
  {
    number: '5c',
    asks: 'The dates of the oldest and newest text in development and evaluation data.',
    reported: [{ part: 'cohort', what: 'years of the oldest and newest entry of the records' }],
    write:
      'The dates of the text that the models were trained on, or that they are unknown; whether dates of the records were shifted.',
  },
  {
    number: '5d',
    asks: 'How data were processed and checked, and whether this was alike for all sources and groups.',
    reported: [
      { part: 'data', what: 'anomalies of the input, counted' },
      { part: 'selection', what: 'how records were split into passages' },
    ],
    write: 'What was done to the records before chartsift read them, such as de-identification.',
  },
  {
    number: '5e',
    asks: 'How missing and unbalanced data were handled, and why data were left out.',
    reported: [
      { part: 'flow', what: 'what was left out and what is unscored, with reasons' },
      { part: 'statistics', what: 'how missing values enter the comparison' },
    ],
    write: null,
  },
]
