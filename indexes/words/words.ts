const WORD = /[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu

/** Lower-cased runs of letters and digits, decimals kept whole ('15.4'). There is no stop list and no stemming. */
export function words(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? []
}
