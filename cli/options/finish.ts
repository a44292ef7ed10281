/** Receives the exit code of the process: 0 done, 1 finished with failed items, 2 bad input or usage. */
export type Finish = (code: number) => void
