/**
 * Makes the columns of tables sortable (ascending, then descending, then the original order) and removes regions that do not
 * scroll from the tab order. It moves what is on the page and writes no text into it as markup.
 */
export const PAGE_SCRIPT = `
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies ? table.tBodies[0] : table.querySelector('tbody')
  const rows = [...body.querySelectorAll('tr')]
  const heads = [...table.querySelectorAll('thead th')]
  if (rows.length < 2) continue
  const keyOf = (row, column) => {
    const cell = row.children[column]
    const value = cell.getAttribute('data-value')
    return (value === null ? cell.textContent : value).trim()
  }
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    while (head.firstChild) button.appendChild(head.firstChild)
    head.appendChild(button)
    button.addEventListener('click', () => {
      const turn = { none: 'ascending', ascending: 'descending', descending: 'none' }
      const direction = turn[head.getAttribute('aria-sort') || 'none']
      for (const one of heads) one.removeAttribute('aria-sort')
      if (direction !== 'none') head.setAttribute('aria-sort', direction)
      const keys = new Map(rows.map((row) => [row, keyOf(row, column)]))
      const isNumber = [...keys.values()].every((key) => key === '' || !Number.isNaN(Number(key.replace(/,/g, ''))))
      const compare = (a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)]
        if (x === '' || y === '') return x === y ? 0 : x === '' ? 1 : -1
        const order = isNumber ? Number(x.replace(/,/g, '')) - Number(y.replace(/,/g, '')) : x < y ? -1 : x > y ? 1 : 0
        return direction === 'descending' ? -order : order
      }
      for (const row of direction === 'none' ? rows : [...rows].sort(compare)) body.appendChild(row)
    })
  })
}
const regions = [...document.querySelectorAll('.scroll')]
const reach = () => {
  for (const region of regions) {
    if (region.scrollWidth > region.clientWidth) region.setAttribute('tabindex', '0')
    else region.removeAttribute('tabindex')
  }
}
window.addEventListener('resize', reach)
reach()
`
