import { rougeTokens } from './tokenize.js'

/** True if a text says something and ROUGE finds no word in it: rouge-score keeps ASCII letters and digits only. */
export function isUnreadByRouge(text: string): boolean {
  return text.trim() !== '' && rougeTokens(text).length === 0
}

/** @param what is unread, e.g. '3 of 7 rows' @param unicode a measure that reads it */
export function rougeWarning(what: string, unicode: string): string {
  return `ROUGE keeps ASCII letters and digits only and finds no word in ${what}, so their ROUGE is always 0. ${unicode} reads every script.`
}
