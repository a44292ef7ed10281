export type Attributes = Readonly<Record<string, string>>
export type Listener = {
  open(name: string, attributes: Attributes): void
  text(text: string): void
  close(name: string): void
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>!]+)((?:[^"'>]|"[^"]*"|'[^']*')*)>|([^<]+)/g
const ATTRIBUTE = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Walks well-formed XML without a document type, which is all that a corpus may hold. */
export function scanXml(xml: string, listener: Listener): void {
  const text = xml.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  for (const [, cdata, closing, opening, inner, characters] of text.matchAll(TOKEN)) {
    if (characters !== undefined) listener.text(decode(characters))
    else if (closing !== undefined) listener.close(closing)
    else if (opening !== undefined) {
      const given = [...inner!.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [
        name!,
        decode((double ?? single)!.replaceAll(/[\n\t]/g, ' ')),
      ])
      listener.open(opening, Object.fromEntries(given) as Attributes)
      if (inner!.endsWith('/')) listener.close(opening)
    } else if (cdata !== undefined) listener.text(cdata)
  }
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text
    .replaceAll(/&#x([0-9a-fA-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}
