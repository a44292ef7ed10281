/**
 * A pre-tokenizer's regular expression as llama.cpp spells it, in a spelling that splits the same way in JavaScript's
 * Unicode mode. llama.cpp runs it over a text where each character above ASCII stands for its category:
 * - its white space is Unicode's, which has U+0085 and lacks U+FEFF, where JavaScript's \s is the other way round;
 * - its \p{S} lacks '~' (unicode.cpp, k_ucat_map), though Unicode has it as a symbol.
 */
export function javaScriptPattern(pattern: string): string {
  return pattern
    .replace(/\[(\^?)((?:\\.|[^\]\\])*)\]/g, (whole: string, negated: string, body: string) => {
      if (!body.includes('\\p{S}') || body.includes('~')) return whole
      return negated === '' ? `(?:(?!~)${whole})` : `(?:~|${whole})`
    })
    .replaceAll('\\s', '\\p{White_Space}')
    .replaceAll('\\S', '\\P{White_Space}')
}
