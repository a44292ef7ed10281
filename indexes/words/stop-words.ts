/**
 * English function words and the words that ask: they say how something is put, not what it is about. Our own list. What
 * negates or orders in time (no, not, without, before, after, last) is left out of it: a chart is asked about these.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those there here
  i me my we us our you your he him his she her hers it its they them their theirs who whom whose which what
  am is are was were be been being do does did done doing have has had having
  can could may might must shall should will would ve ll re d s t m
  and or but if then than so as of at by for from in into on onto to with about between through over under up down
  when where why how all any each both some such same own only very too just also
  please tell give show list describe summarize summarise find`.split(/\s+/),
)
