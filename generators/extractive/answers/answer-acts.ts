import type { ContextLine } from '../lines/extractive-line.js'

/** What was done with a drug: a question names it, and an event's phase or a sentence's verb reports it. */
export type Act = 'start' | 'stop'

const STOP =
  /\b(?:stop(?:ped|s|ping)?|d\/?c'?(?:e?d)?|discontinu\w*|quit(?:ting)?|ceas(?:ed|e|ing)|held|hold|pull(?:ed)?|drop(?:ped)?|withdr[ae]wn?|end(?:ed|s)?|off|no more|came off|taken off|switched|chang(?:ed|e) (?:to|from)|replaced|removed)(?![a-z0-9])/i
const START =
  /\b(?:start(?:ed|s|ing)?|beg[aiu]n|initiat\w*|commenc\w*|prescribed|rx'?d|new|adding|added|put on|go(?:ne)? on|went on|introduced|resum\w*)(?![a-z0-9])/i

/** The act that an instruction names ('why was it stopped?'); null if it names none. */
export function actOf(topic: string): Act | null {
  const plain = topic.replaceAll('’', "'")
  if (STOP.test(plain)) return 'stop'
  return START.test(plain) ? 'start' : null
}

/** Whether a line reports that act. If no act is asked for, whether the line reports anything but an end. */
export function isOfAct({ text, isEvent, phase }: ContextLine, act: Act | null): boolean {
  if (!isEvent) return act === null || (act === 'stop' ? STOP : START).test(text.replaceAll('’', "'"))
  if (act === 'stop') return phase === 'end' || phase === 'both'
  return phase !== 'end'
}
