/** Measures that need judges. */
export const GRADED_MEASURES = [
  'judge-accuracy',
  'judge-completeness',
  'judge-clarity',
  'judge-correct',
  'fact-precision',
  'fact-recall',
] as const

export type GradedMeasure = (typeof GRADED_MEASURES)[number]
