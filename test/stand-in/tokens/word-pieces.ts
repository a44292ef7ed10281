/** As a BERT vocabulary cuts: long words in pieces, each sign for itself, Japanese letter by letter. */
export function wordPieces(text: string, stripAccents: boolean): string[] {
  const lower = text.toLowerCase()
  const plain = stripAccents ? lower.normalize('NFD').replace(/\p{M}/gu, '') : lower
  return (
    plain.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}]{1,12}|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu,
    ) ?? []
  )
}
