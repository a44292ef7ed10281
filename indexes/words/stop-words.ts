/**
 * Our own list of English function words and question words, which say how a question is put and not what it is about. It does
 * not contain words of negation and time (no, not, without, before, after, last), because questions are about these.
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
