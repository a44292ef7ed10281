/** Contents of the files of a corpus folder, by path. */
export type CorpusFiles = Readonly<Record<string, string>>

/** A made-up corpus by which a format is tried, and four ways to change it. `files` of a change replace those of the corpus. */
export type SampleCorpus = {
  /** At least two patients with notes and events, an instruction, and nothing odd in the records. */
  readonly files: CorpusFiles
  /** Another record of one patient. */
  readonly edited: Change
  /** A record of one patient that can be read and has something odd, and the kinds of problem that are counted. */
  readonly odd: Change & { readonly kinds: readonly string[] }
  /** A record of one patient that cannot be read and has the word SECRET in it, and what the error says of file and line. */
  readonly broken: Change & { readonly message: RegExp }
}

export type Change = { readonly patientId: string; readonly files: CorpusFiles }
