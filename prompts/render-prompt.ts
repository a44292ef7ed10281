import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const PLACEHOLDER = /\{\{(\w+)\}\}/g

/** Fills every {{name}}, literally. Throws if a variable is missing or if the template does not name it. */
export function renderPrompt(template: string, variables: Readonly<Record<string, string>>): string {
  const used = new Set<string>()
  const text = template.replace(PLACEHOLDER, (_, name: string) => {
    // Own properties only: every object inherits `constructor`, and {{constructor}} must not find it.
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) throw new Error(`prompt variable {{${name}}} has no value`)
    used.add(name)
    return value
  })
  const unknown = Object.keys(variables).filter((name) => !used.has(name))
  if (unknown.length > 0)
    throw new Error(`prompt has no variable ${unknown.map((n) => `{{${n}}}`).join(', ')}`)
  return text
}

/** Reads a template of this folder, e.g. 'answer-record-first.txt'. One final newline is not part of it. */
export function readTemplate(fileName: string): string {
  const path = createRequire(import.meta.url).resolve(`chartsift/prompts/${fileName}`)
  return readFileSync(path, 'utf8').replace(/\n$/, '')
}
