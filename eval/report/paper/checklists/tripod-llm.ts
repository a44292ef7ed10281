import type { Checklist } from './checklist.js'
import { TRIPOD_DISCUSSION } from './tripod-discussion.js'
import { TRIPOD_INTRODUCTION } from './tripod-introduction.js'
import { TRIPOD_METHODS } from './tripod-methods.js'

/** TRIPOD-LLM for a study that evaluates how context is selected for language models. */
export const TRIPOD_LLM: Checklist = {
  name: 'TRIPOD-LLM',
  follows:
    'Gallifant et al., The TRIPOD-LLM reporting guideline for studies using large language models, Nature Medicine 2025;31:60-69, doi:10.1038/s41591-024-03425-5. Numbers are those of its Table 2, which has 19 items and 49 numbered rows (its text counts 50 subitems). The wording is ours: complete the official checklist for a submission. Items of Table 3 (abstracts, 2a to 2l) are not listed.',
  items: [...TRIPOD_INTRODUCTION, ...TRIPOD_METHODS, ...TRIPOD_DISCUSSION],
}
