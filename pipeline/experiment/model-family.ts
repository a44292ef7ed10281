/**
 * Families of models by the names that they and their descendants go by. A judge prefers what its own family writes, so the
 * base model matters and not who tuned it.
 */
const FAMILIES: readonly (readonly [family: string, name: RegExp])[] = [
  ['llama', /llama|vicuna|alpaca|tulu|meditron|med42|openbiollm|nemotron|wizardlm|orca-?mini/],
  ['qwen', /qwen|qwq|qvq/],
  ['mistral', /mistral|mixtral|ministral|magistral|devstral|codestral|mathstral|zephyr|openhermes/],
  ['gemma', /gemma/],
  ['phi', /(?<![a-z])phi(?![a-z])/],
  ['deepseek', /deepseek/],
  ['gpt-oss', /gpt-?oss/],
  ['granite', /granite/],
  ['command-r', /command-?[ra](?![a-z])|c4ai|(?<![a-z])aya(?![a-z])/],
  ['olmo', /olmo/],
  ['falcon', /falcon/],
  ['yi', /(?<![a-z])yi(?![a-z])/],
  ['smollm', /smollm/],
  ['exaone', /exaone/],
  ['glm', /(?<![a-z])(?:chat)?glm/],
  ['internlm', /internlm/],
  ['stablelm', /stablelm|stable-?(?:beluga|code)/],
]
/** DeepSeek's distilled reasoning models are Qwen and Llama models; only the largest is its own. */
const DISTILLED = /deepseek-?r1(?!.*671b)/

/**
 * The families that a model may come from: those that its name suggests and the declared one. Empty if there is neither.
 * @param model as a server knows it: 'llama3.1:8b', 'hf.co/unsloth/medgemma-4b-it-GGUF:Q4_K_M'
 */
export function familiesOf(model: string, declared: string | null): string[] {
  const name = model.toLowerCase().split('/').at(-1)!
  const told = FAMILIES.filter(([, pattern]) => pattern.test(name)).map(([family]) => family)
  const bases = DISTILLED.test(name) ? ['llama', 'qwen'] : []
  const own = declared === null ? [] : [declared.trim().toLowerCase()]
  return [...new Set([...told, ...bases, ...own])]
}

/** A family that both models may come from; null if there is none. */
export function sharedFamily(a: readonly string[], b: readonly string[]): string | null {
  return a.find((family) => b.includes(family)) ?? null
}
