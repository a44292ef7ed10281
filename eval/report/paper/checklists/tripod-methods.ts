import type { ChecklistItem } from './checklist.js'

const NO_MODEL = 'No language model answered in this experiment: say so, or add one.'
const IF_ANNOTATED = 'if people annotated answers or evidence'

/** Items 6 to 15: methods, ethics, open science and public involvement. */
export const TRIPOD_METHODS: readonly ChecklistItem[] = [
  {
    number: '6a',
    asks: 'Name and version of each model, and until when its training data reach.',
    reported: [{ part: 'models', what: 'name, digest, size and quantization of each model' }],
    write: 'The date of the newest training data, or that the developers do not tell.',
    otherwise: NO_MODEL,
  },
  {
    number: '6b',
    asks: 'How each model was developed: architecture, training, tuning and alignment.',
    reported: [],
    write: 'A reference to the developers’ description of each model; chartsift changes no weights.',
  },
  {
    number: '6c',
    asks: 'How text was generated: prompts, consistency of outputs, and settings such as seed and temperature.',
    reported: [
      { part: 'models', what: 'options, seed and number of repeats' },
      { part: 'prompts', what: 'every prompt in full' },
    ],
    write: null,
    otherwise: NO_MODEL,
  },
  {
    number: '6d',
    asks: 'What a model gives, and what it is turned into before it is scored.',
    reported: [{ part: 'models', what: 'what is removed from a reply before it is scored' }],
    write: null,
    otherwise: NO_MODEL,
  },
  {
    number: '6e',
    asks: 'If outputs are classified: how, and with which thresholds.',
    reported: [],
    write: 'That no output is classified by a threshold, unless you did so.',
  },
  {
    number: '7a',
    asks: 'Measures of the quality of what is generated, against a reference.',
    reported: [{ part: 'measures', what: 'each measure with its definition' }],
    write: null,
  },
  {
    number: '7b',
    asks: 'What the measures mean for the task in practice, and how they agree with people.',
    reported: [{ part: 'judges', what: 'whether judges were compared with people' }],
    write: 'Why these measures matter for the intended use.',
  },
  {
    number: '7c',
    asks: 'The outcome, how outputs were computed, and when closed models were asked.',
    reported: [
      { part: 'measures', what: 'the primary measure' },
      { part: 'software', what: 'days on which answers were made, version and commit of the code' },
    ],
    write: null,
  },
  {
    number: '7d',
    asks: 'If assessment is subjective: who assessed, by which instructions, and how well they agree.',
    reported: [{ part: 'judges', what: 'the judges, their prompts and their agreement' }],
    write: 'Qualifications and demographics of people who assessed answers, if any did.',
  },
  {
    number: '7e',
    asks: 'How performance was compared with other models, people or standards.',
    reported: [
      { part: 'statistics', what: 'baseline, tests, intervals and adjustment' },
      { part: 'selection', what: 'every strategy that was compared' },
    ],
    write: null,
  },
  {
    number: '8a',
    asks: `How text was labeled, with guidelines and examples, ${IF_ANNOTATED}.`,
    reported: [{ part: 'data', what: 'where the relevance judgments come from' }],
    write: 'The guidelines of the annotators, with examples.',
  },
  {
    number: '8b',
    asks: `How many annotators there were, what share was labeled twice, and their agreement, ${IF_ANNOTATED}.`,
    reported: [],
    write: 'Number and agreement of the annotators.',
  },
  {
    number: '8c',
    asks: `Background and experience of the annotators, or which models labeled, ${IF_ANNOTATED}.`,
    reported: [],
    write: 'Background of the annotators.',
  },
  {
    number: '9a',
    asks: 'How prompts were designed and selected.',
    reported: [{ part: 'prompts', what: 'the prompts that were used' }],
    write: 'That the prompts are those of this version of chartsift, and which others you tried.',
    otherwise: NO_MODEL,
  },
  {
    number: '9b',
    asks: 'Which data prompts were developed on.',
    reported: [],
    write: 'Which data you developed prompts on, or that you changed none.',
  },
  {
    number: '10',
    asks: 'If the task is summarization: what was done to the data before.',
    reported: [{ part: 'selection', what: 'how the context was chosen from the record' }],
    write: 'Whether the task is summarization.',
  },
  {
    number: '11',
    asks: 'If a model was tuned by instructions or aligned: data, interface and evaluators.',
    reported: [],
    write: 'That no model was tuned, unless you did so before.',
  },
  {
    number: '12',
    asks: 'Compute, or a proxy of it, such as time and machines.',
    reported: [{ part: 'compute', what: 'calls, tokens and seconds of each model and server' }],
    write: 'The hardware of the servers, which they do not report.',
    otherwise: 'The hardware; no model was called.',
  },
  {
    number: '13',
    asks: 'The ethics committee, and consent or its waiver.',
    reported: [],
    write: 'Approval and consent.',
  },
  {
    number: '14a',
    asks: 'Funding, and what the funders did.',
    reported: [],
    write: 'Funding.',
  },
  {
    number: '14b',
    asks: 'Conflicts of interest of all authors.',
    reported: [],
    write: 'Conflicts of interest.',
  },
  {
    number: '14c',
    asks: 'Where the protocol is, or that there is none.',
    reported: [{ part: 'plan', what: 'when the comparisons were declared, and what was changed since' }],
    write: 'Where the protocol is, or that there is none.',
  },
  {
    number: '14d',
    asks: 'Register and number, or that the study was not registered.',
    reported: [],
    write: 'The registration, or that there is none.',
  },
  {
    number: '14e',
    asks: 'Whether and how the data are available.',
    reported: [],
    write: 'Availability of the data.',
  },
  {
    number: '14f',
    asks: 'Whether and how the code is available.',
    reported: [{ part: 'software', what: 'version and commit of chartsift, and the experiment’s hash' }],
    write: 'Where the experiment file can be found.',
  },
  {
    number: '15',
    asks: 'How patients and the public were involved, or that they were not.',
    reported: [],
    write: 'Involvement of patients and the public.',
  },
]
