export type Version = '0.12.5' | '0.24.0' | '0.33.0'

/** What differs between the three recorded servers; the rest of the wire is the same. */
export type Personality = {
  readonly version: Version
  /** The fields `truncate` and `shift`; before 0.12.6 they are unknown and so ignored. */
  readonly knowsTruncate: boolean
  /** A chat template inside the model file is used; older servers put the bare prompt in its place. */
  readonly usesNativeTemplate: boolean
  /** The engine is llama-server: half-window cuts, nested JSON errors, an early check of the window. */
  readonly llamaServer: boolean
  /** /api/ps tells the window that was asked for, even beyond what the model was trained for. */
  readonly psExaggerates: boolean
  readonly knowsThinkLevels: boolean
  readonly knowsLogprobs: boolean
  readonly refusesBadNames: boolean
  readonly keepsSeveralPrompts: boolean
  readonly embedCountsMarkers: boolean
  readonly embedStripsAccents: boolean
  readonly embedTooLong: string
}

const BEFORE_TRUNCATE: Personality = {
  version: '0.12.5',
  knowsTruncate: false,
  usesNativeTemplate: false,
  llamaServer: false,
  psExaggerates: true,
  knowsThinkLevels: false,
  knowsLogprobs: false,
  refusesBadNames: false,
  keepsSeveralPrompts: false,
  embedCountsMarkers: false,
  embedStripsAccents: true,
  embedTooLong: 'input exceeds maximum context length',
}

const OLD_RUNNER: Personality = {
  ...BEFORE_TRUNCATE,
  version: '0.24.0',
  knowsTruncate: true,
  psExaggerates: false,
  knowsThinkLevels: true,
  knowsLogprobs: true,
  refusesBadNames: true,
  embedCountsMarkers: true,
  embedStripsAccents: false,
  embedTooLong: 'the input length exceeds the context length',
}

const LLAMA_SERVER: Personality = {
  ...OLD_RUNNER,
  version: '0.33.0',
  usesNativeTemplate: true,
  llamaServer: true,
  keepsSeveralPrompts: true,
  embedStripsAccents: true,
}

export const PERSONALITIES: Readonly<Record<Version, Personality>> = {
  '0.12.5': BEFORE_TRUNCATE,
  '0.24.0': OLD_RUNNER,
  '0.33.0': LLAMA_SERVER,
}
