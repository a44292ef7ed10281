import type { ChecklistItem } from './checklist.js'

/** Items 16 to 19: results and discussion. */
export const TRIPOD_DISCUSSION: readonly ChecklistItem[] = [
  {
    number: '16a',
    asks: 'The flow of patients, documents and questions through the study.',
    reported: [{ part: 'flow', what: 'patients and instructions that were read, usable and scored' }],
    write: null,
  },
  {
    number: '16b',
    asks: 'Characteristics of the data, overall and by source, with dates and sizes.',
    reported: [{ part: 'cohort', what: 'characteristics of the records' }],
    write: 'Demographics, and each source by itself if there are several.',
  },
  {
    number: '16c',
    asks: 'If outcomes are clinical: how development and evaluation data differ.',
    reported: [],
    write: 'That nothing was developed on other patients, or how those differ.',
  },
  {
    number: '16d',
    asks: 'How many participants and outcomes each analysis has.',
    reported: [
      { part: 'contrasts', what: 'instructions and patients of each declared comparison' },
      { part: 'means', what: 'instructions of each mean' },
    ],
    write: null,
  },
  {
    number: '17',
    asks: 'Performance by the measures that were specified before.',
    reported: [
      { part: 'means', what: 'every mean with its interval' },
      { part: 'contrasts', what: 'every declared comparison' },
    ],
    write: null,
  },
  {
    number: '18',
    asks: 'If a model was updated during the study: its performance after that.',
    reported: [],
    write: 'That no model was updated; chartsift stops if a model is replaced during a run.',
  },
  {
    number: '19a',
    asks: 'What the results mean, fairness included, in view of aims and earlier studies.',
    reported: [],
    write: 'The interpretation.',
  },
  {
    number: '19b',
    asks: 'Limitations and what they do to bias, uncertainty and generalizability.',
    reported: [],
    write: 'The limitations; begin with the warnings at the top of Results.',
  },
  {
    number: '19c',
    asks: 'Known problems of such data: representation, missing entries, harmonization, bias.',
    reported: [],
    write: 'Known problems of the records.',
  },
  {
    number: '19d',
    asks: 'The intended use: input, user, autonomy and oversight.',
    reported: [],
    write: 'The intended use.',
  },
  {
    number: '19e',
    asks: 'How poor or missing input is to be recognized and handled in use.',
    reported: [],
    write: 'Handling of poor input in use.',
  },
  {
    number: '19f',
    asks: 'What users must do with input or model, and what expertise they need.',
    reported: [],
    write: 'What users do, and what they must know.',
  },
  {
    number: '19g',
    asks: 'Next steps, with a view to applicability and generalizability.',
    reported: [],
    write: 'Next steps.',
  },
]
