import { counted, formatCount } from '../../../base/text/format-count.js'
import type { TokensRead } from '../../compare/arms/tokens-read.js'

/**
 * What an arm saves: ' and reads 5,900 prompt tokens fewer per instruction (1,290 instead of 7,190)'; empty if that is not
 * known or both read the same.
 */
export function tokensWords(tokens: TokensRead | null): string {
  if (tokens === null) return ''
  const [own, other] = [Math.round(tokens.own), Math.round(tokens.baseline)]
  if (own === other) return ''
  const size = counted(Math.abs(own - other), 'prompt token')
  return `reads ${size} ${own < other ? 'fewer' : 'more'} per instruction (${formatCount(own)} instead of ${formatCount(other)})`
}
