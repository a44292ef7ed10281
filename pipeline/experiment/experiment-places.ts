/** Paths of the files that an experiment was made from. */
export type ExperimentPlaces = {
  /** The experiment file. */
  readonly file: string
  readonly corpus: string
  readonly reranker: string | null
  readonly labels: string | null
}
