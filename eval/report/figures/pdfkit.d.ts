/** What figures use of pdfkit, which comes without types. */
declare module 'pdfkit' {
  /** A document of one page, written as a stream of bytes. Every drawing method gives the document back. */
  export default class PDFDocument {
    constructor(options: {
      /** Width and height in points. */
      readonly size: readonly [width: number, height: number]
      readonly margin: number
      readonly info: { readonly Title: string; readonly CreationDate: Date; readonly ModDate: Date }
    })
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    end(): void

    save(): this
    restore(): this
    translate(x: number, y: number): this
    /** @param degrees clockwise */
    rotate(degrees: number): this
    scale(factor: number): this

    rect(x: number, y: number, width: number, height: number): this
    circle(x: number, y: number, radius: number): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    /** @param data as in SVG */
    path(data: string): this

    fillColor(color: string, opacity: number): this
    strokeColor(color: string, opacity: number): this
    lineWidth(width: number): this
    lineCap(cap: 'round'): this
    lineJoin(join: 'round'): this
    dash(lengths: readonly number[]): this
    fill(): this
    stroke(): this
    fillAndStroke(): this

    font(name: 'Helvetica' | 'Helvetica-Bold', size: number): this
    widthOfString(text: string): number
    text(
      text: string,
      x: number,
      y: number,
      options: { readonly lineBreak: boolean; readonly baseline: 'alphabetic' },
    ): this
  }
}
