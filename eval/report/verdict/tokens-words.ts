import { formatCount } from '../../../base/text/format-count.js'
import type { TokensRead } from '../../compare/arms/tokens-read.js'

/**
 * What an arm saves: 'reads 5,900 fewer tokens per instruction (1,290 instead of 7,190)'; empty if that is not
 * known or both read the same.
 */
export function tokensWords(tokens: TokensRead | null): string {
  if (tokens === null) return ''
  const [own, other] = [Math.round(tokens.own), Math.round(tokens.baseline)]
  if (own === other) return ''
  const size = Math.abs(own - other)
  return `reads ${formatCount(size)} ${own < other ? 'fewer' : 'more'} ${size === 1 ? 'token' : 'tokens'} per instruction (${formatCount(own)} instead of ${formatCount(other)})`
}
