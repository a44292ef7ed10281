/**
 * Texts that models of the common families read as one of their own tokens: ends of turns, roles, thoughts. A server parses
 * them anywhere in a prompt, even within a note.
 */
const FAMILIES = [
  String.raw`<[|｜][^<>|｜\n]{1,48}[|｜]>`,
  '</?s>',
  '<(?:bos|eos|pad|unk|mask|sep|cls|end_of_text|start_of_image)>',
  '</?(?:start_of_turn|end_of_turn|think|thinking|tool_call|tool_response|im_start|im_end)>',
  '<</?SYS>>',
  String.raw`\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|IMG|THINK)\]`,
].join('|')
const MAY_HAVE = /[<[]/
const OF_ANY_MODEL = new RegExp(FAMILIES, 'gi')

/**
 * Visibly changes anything that a model would read as a token of its own: '<|im_end|>' to '‹|im_end|›', '[INST]' to '⟦INST⟧'. All
 * other text stays as it is.
 * @param own texts of the model's special tokens, if known
 */
export function neutraliseTokens(
  text: string,
  own: RegExp | null = null,
): { readonly text: string; readonly found: number } {
  let found = 0
  const change = (token: string): string => {
    found++
    const changed = token
      .replaceAll('<', '‹')
      .replaceAll('>', '›')
      .replace(/^\[(.*)\]$/s, '⟦$1⟧')
    return changed === token ? [...token].join('·') : changed
  }
  // Hardly any text has one, and every passage is checked.
  const common = MAY_HAVE.test(text) ? text.replace(OF_ANY_MODEL, change) : text
  return { text: own === null ? common : common.replace(own, change), found }
}

/** Matches the texts of a model's special tokens; null if there are none. Longer ones first, since some begin others. */
export function tokenPattern(tokens: readonly string[]): RegExp | null {
  const texts = [...new Set(tokens)].filter((token) => token.trim().length > 1)
  if (texts.length === 0) return null
  const escaped = texts
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(escaped.join('|'), 'g')
}
