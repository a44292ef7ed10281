import { Chart, given } from './chart.js'
import { moment } from './moment.js'
import { type Attributes, scanXml } from './scan-xml.js'

const PERSON = new Map([
  ['birthdate', 'birth date'],
  ['gender', 'gender'],
  ['race', 'race'],
  ['ethnicity', 'ethnicity'],
  ['payerplan', 'payer plan'],
])

/** What names no time of its own is known at the end of its encounter at the latest. */
export function readLumia(xml: string): Chart {
  const chart = new Chart()
  let encounterEnd: string | null = null
  let entryTime: string | null = null
  let event: Attributes | null = null
  let text = ''

  const closeEvent = (attributes: Attributes) => {
    const time = given(attributes['timestamp']) === null ? entryTime : moment(attributes['timestamp']!)
    const [code, named, unit] = [
      given(attributes['code']),
      given(attributes['name']),
      given(attributes['unit']),
    ]
    const type = given(attributes['type'])
    if (type === 'note') {
      chart.addNote(given(attributes['note_id']), time, named, text)
      return
    }
    const [name, value] = [named ?? code ?? 'unknown', given(text)]
    const label = [name, value, unit].filter((part) => part !== null).join(' ')
    chart.addEvent(code, { time, domain: type ?? 'unknown', label, name, value, unit })
  }
  scanXml(xml, {
    open(name, attributes) {
      if (name === 'encounter') encounterEnd = moment(given(attributes['end_timestamp']))
      else if (name === 'entry') entryTime = moment(given(attributes['timestamp']))
      else if (name === 'event') event = attributes
      else if (event !== null) return
      text = ''
    },
    text(characters) {
      text += characters
    },
    close(name) {
      const field = PERSON.get(name)
      if (name === 'event' && event !== null) {
        closeEvent(event)
        event = null
      } else if (name === 'entry') entryTime = null
      else if (field !== undefined && event === null && given(text) !== null) {
        const [value, code] = [given(text), `PERSON/${field.replaceAll(' ', '').toUpperCase()}`]
        const label = `${field} ${value}`
        chart.addEvent(code, { time: encounterEnd, domain: 'person', label, name: field, value, unit: null })
      }
    },
  })
  return chart
}
