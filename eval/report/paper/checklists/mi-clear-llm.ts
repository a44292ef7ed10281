import type { Checklist } from './checklist.js'

const NO_MODEL = 'No language model answered in this experiment: this item does not apply.'

/** MI-CLEAR-LLM, by the numbers of its update of 2025. */
export const MI_CLEAR_LLM: Checklist = {
  name: 'MI-CLEAR-LLM',
  follows:
    'Park et al., MI-CLEAR-LLM: 2025 updates, Korean Journal of Radiology 2025;26:1123-1132, doi:10.3348/kjr.2025.1522, which has 8 categories. The 6 items of 2024 (Korean Journal of Radiology 2024;25:865-868) are named in brackets. The wording is ours: complete the official checklist for a submission.',
  items: [
    {
      number: '1',
      asks: 'Which model: name, version, developer, license, dates of use, end of its training data (2024: item 1).',
      reported: [
        { part: 'models', what: 'name, digest, size and quantization' },
        { part: 'software', what: 'days on which answers were made' },
      ],
      write: 'Developer, license and end of the training data of each model.',
      otherwise: NO_MODEL,
    },
    {
      number: '2',
      asks: 'How the model was accessed: chat page, interface for programs or own server, and why (2024: part of item 1).',
      reported: [{ part: 'models', what: 'server software, version and address' }],
      write: 'Why this access was chosen, and the hardware of the servers, which they do not report.',
      otherwise: NO_MODEL,
    },
    {
      number: '3',
      asks: 'Which data went into the prompts, and in which form (new in 2025).',
      reported: [
        { part: 'data', what: 'notes and structured events' },
        { part: 'selection', what: 'which part of a record each strategy shows, under which budget' },
      ],
      write: null,
    },
    {
      number: '4',
      asks: 'Whether and how the model was adapted: weights changed, or context supplied (new in 2025).',
      reported: [{ part: 'selection', what: 'the context that is supplied; no weights are changed' }],
      write: null,
    },
    {
      number: '5',
      asks: 'How prompts were made and improved, and their full text (2024: items 3 and 5).',
      reported: [{ part: 'prompts', what: 'every prompt in full' }],
      write: 'Who wrote prompts of your own, which were tried, and on which data.',
      otherwise: NO_MODEL,
    },
    {
      number: '6',
      asks: 'How prompts were sent: alone or in a conversation, and what was done to replies (2024: item 4).',
      reported: [
        { part: 'models', what: 'each prompt in a conversation of its own; what is removed from replies' },
      ],
      write: null,
      otherwise: NO_MODEL,
    },
    {
      number: '7',
      asks: 'How randomness was handled: settings, number of attempts, and how these were combined (2024: item 2).',
      reported: [
        { part: 'models', what: 'seed, options and number of repeats, and how repeats are combined' },
      ],
      write: null,
      otherwise: NO_MODEL,
    },
    {
      number: '8',
      asks: 'Whether test data can have been part of training, or of the development of prompts (2024: item 6).',
      reported: [],
      write:
        'Whether the models can have seen the records, questions or answers, and whether prompts were developed on them.',
    },
  ],
}
