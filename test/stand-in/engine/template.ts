import type { StandInModel } from '../model.js'
import type { Message } from '../options.js'

const TURN = '<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n'

const GO = `{{- range .Messages }}${TURN}{{ end }}<|im_start|>assistant\n`
const GO_THINKING = `{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}<|im_end|>\n{{ end }}<|im_start|>assistant\n{{ if and .IsThinkSet .Think }}<think>\n{{ end }}`
const TURNS_IN_JINJA =
  "{%- for turn in messages -%}\n{{- '<|im_start|>' ~ turn.role ~ '\\n' ~ turn.content ~ '<|im_end|>\\n' -}}\n{%- endfor -%}\n"
const JINJA = `${TURNS_IN_JINJA}{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}`
const JINJA_THINKING = `${TURNS_IN_JINJA}{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- if enable_thinking is defined and enable_thinking is false -%}{{- '<think>\\n\\n</think>\\n\\n' -}}{%- else -%}{{- '<think>\\n' -}}{%- endif -%}{%- endif -%}`

const BARE = '{{ .Prompt }}'

/** What /api/show says. */
export function templateText(template: StandInModel['template'], thinking: boolean): string {
  if (template === 'bare') return BARE
  if (template === 'go') return thinking ? GO_THINKING : GO
  return thinking ? JINJA_THINKING : JINJA
}

/** What that template makes of the messages: ChatML, or for the bare one the texts in a row, without roles and system. */
export function render(
  messages: readonly Message[],
  template: StandInModel['template'],
  think: boolean | null,
): string {
  if (template === 'bare')
    return messages
      .filter(({ role }) => role !== 'system')
      .map(({ content }) => content)
      .join('')
  const turns = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join('')
  return `${turns}<|im_start|>assistant\n${thinkingStart(template, think)}`
}

/** Null: the model cannot think. A native template closes an empty thought where thinking is off. */
function thinkingStart(template: 'go' | 'jinja', think: boolean | null): string {
  if (think === true) return '<think>\n'
  return think === false && template === 'jinja' ? '<think>\n\n</think>\n\n' : ''
}
