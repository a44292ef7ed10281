/**
 * Filters and sorts the items of a drill-down by words, strata, outcome, and by strategy, budget, generator and cause of failure. It
 * hides and moves what is on the page and writes no text into it as markup. Without it everything is shown.
 */
export const ITEM_FILTER_SCRIPT = `
const form = document.querySelector('form')
form.hidden = false
const field = (name) => form.querySelector('[name="' + name + '"]')
const items = [...document.querySelectorAll('[data-item]')].map((element, place) => ({
  element,
  place,
  words: element.textContent.toLowerCase(),
  levels: JSON.parse(element.dataset.levels),
  outcome: element.dataset.outcome,
  answers: element.dataset.answers.split(' ').filter((one) => one !== '').map((one) => one.split('.').map(Number)),
  rows: [...element.querySelectorAll('tr[data-strategy]')],
  tables: [...element.querySelectorAll('[data-generator]')],
  contexts: [...element.querySelectorAll('[data-arms]')],
}))
const traits = [...form.querySelectorAll('[data-trait]')]
const wrong = Number(form.dataset.wrong)
const count = document.getElementById('count')
const isAny = (value, number) => value === '' || Number(value) === number
function apply() {
  const wanted = field('words').value.toLowerCase().split(/\\s+/).filter((word) => word !== '')
  const [strategy, budget, generator, cause, outcome] = ['strategy', 'budget', 'generator', 'cause', 'outcome'].map((name) => field(name).value)
  let shown = 0
  let answers = 0
  for (const item of items) {
    const chosen = item.answers.filter(([s, b, g]) => isAny(strategy, s) && isAny(budget, b) && isAny(generator, g))
    const found = chosen.filter(([, , , c]) => cause === '' || (cause === 'wrong' ? c < wrong : c === Number(cause)))
    item.first = Math.min(...found.map(([, , , c]) => c), 99)
    item.failed = chosen.filter(([, , , c]) => c < wrong).length
    const fits = found.length > 0 && wanted.every((word) => item.words.includes(word)) &&
      traits.every((select, i) => select.value === '' || item.levels[i] === select.value) &&
      (outcome === '' || item.outcome === outcome)
    item.element.hidden = !fits
    if (fits) {
      shown += 1
      answers += found.length
    }
    for (const table of item.tables) table.hidden = !isAny(generator, Number(table.dataset.generator))
    for (const row of item.rows) row.hidden = !(isAny(strategy, Number(row.dataset.strategy)) && isAny(budget, Number(row.dataset.budget)))
    for (const box of item.contexts) {
      box.hidden = !box.dataset.arms.split(' ').some((arm) => {
        const [s, b] = arm.split('.').map(Number)
        return isAny(strategy, s) && isAny(budget, b)
      })
      if (!box.hidden && strategy !== '') box.open = true
    }
  }
  const order = field('order').value
  const by = { cause: (a, b) => a.first - b.first, failed: (a, b) => b.failed - a.failed }[order] || (() => 0)
  for (const item of [...items].sort((a, b) => by(a, b) || a.place - b.place)) item.element.parentNode.appendChild(item.element)
  count.textContent = shown + ' of ' + items.length + ' items, ' + answers + ' answers'
}
// A link may lead to what is hidden or closed.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1))) || document.getElementById(location.hash.slice(1))
  if (!target) return
  for (let one = target; one; one = one.parentElement) {
    if (one.hidden) one.hidden = false
    if (one.tagName === 'DETAILS') one.open = true
  }
  target.scrollIntoView()
}
form.addEventListener('input', apply)
form.addEventListener('submit', (event) => event.preventDefault())
window.addEventListener('hashchange', reveal)
apply()
if (location.hash !== '') reveal()
`
