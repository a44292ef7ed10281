import { people } from '../banks/people.js'
import type { Chart, ChartEvent, ChartNote, Visit } from '../chart/chart.js'
import { chartTime, DAY } from '../chart/clock-of-day.js'
import type { Person } from '../chart/person.js'
import type { Random } from '../draw/synthetic-random.js'

type Row = { readonly time: string; readonly xml: string }
type Encounter = {
  readonly start: string
  readonly rows: Row[]
  readonly providers: Set<string>
  readonly sites: Set<string>
  end: string
}

/** The chart in the release's LUMIA dialect, with its blemishes: NULL names, lost visit ids, open encounters. */
export function renderXml(person: Person, chart: Chart, random: Random): string {
  const encounters = groupByEncounter(chart, random)
  const body = encounters.map((encounter) => renderEncounter(person, encounter, random)).join('')
  return `<eventstream person_id="${person.personId}">\n${body}</eventstream>\n`
}

function groupByEncounter(chart: Chart, random: Random): Encounter[] {
  const encounters: Encounter[] = []
  const home = new Map<Visit, Encounter>()
  const open = (start: string, end: string): Encounter => {
    const encounter: Encounter = { start, end, rows: [], providers: new Set(), sites: new Set() }
    encounters.push(encounter)
    return encounter
  }
  for (const visit of chart.visits) {
    const last = encounters.at(-1)
    const encounter = visit.joined && last ? last : open(chartTime(visit.start), chartTime(visit.end))
    encounter.end = chartTime(visit.end)
    encounter.providers.add(visit.providerId)
    encounter.sites.add(visit.siteId)
    home.set(visit, encounter)
  }
  for (const event of chart.events) {
    // An event days after the visit belongs to no visit: the end of a short course of tablets.
    const late = event.time > chartTime(event.visit.end + DAY)
    const encounter = late ? open(event.time, event.time) : (home.get(event.visit) as Encounter)
    encounter.rows.push({ time: event.time, xml: renderEvent(event, late || random.chance(0.008)) })
    if (event.time > encounter.end) encounter.end = event.time
  }
  for (const note of chart.notes) {
    const encounter = home.get(note.visit) as Encounter
    encounter.rows.push({ time: note.time, xml: renderNoteEvent(note, random) })
    if (note.time > encounter.end) encounter.end = note.time
  }
  return encounters.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
}

function renderEncounter(person: Person, encounter: Encounter, random: Random): string {
  const days = Math.floor((Date.parse(`${encounter.start.replace(' ', 'T')}Z`) / 1000 - person.born) / DAY)
  const end = random.chance(0.03) ? '' : ` end_timestamp="${encounter.end}"`
  const rows = [...encounter.rows].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  let entries = ''
  let time = ''
  for (const row of rows) {
    if (row.time !== time)
      entries += `${time === '' ? '' : '      </entry>\n'}      <entry timestamp="${row.time}">\n`
    time = row.time
    entries += row.xml
  }
  return `  <encounter start_timestamp="${encounter.start}"${end}>
    <person>
      <birthdate>${chartTime(person.born).slice(0, 10)}</birthdate>
      <age>
        <days>${days}</days>
        <years>${Math.floor(days / 365.25)}</years>
      </age>
      <demographics>
        <ethnicity>${person.ethnicity}</ethnicity>
        <gender>${person.female ? 'FEMALE' : 'MALE'}</gender>
        <race>${person.race}</race>
      </demographics>
      <payerplan>${person.payer}</payerplan>
    </person>
    <caresites>
${[...encounter.sites].map((site) => `      <caresite care_site_id="${site}" care_site_name="${random.chance(0.1) ? 'NULL' : 'MAIN CAMPUS'}"/>\n`).join('')}    </caresites>
    <providers>
${[...encounter.providers].map((provider) => `      <provider provider_id="${provider}" gender="NULL" speciality="${specialty(provider)}" year_of_birth="NULL" care_site_name="NULL"/>\n`).join('')}    </providers>
    <events>
${entries}${time === '' ? '' : '      </entry>\n'}    </events>
  </encounter>
`
}

function specialty(providerId: string): string {
  const name = people().clinicians[Number(providerId) - 7_000_000] ?? ''
  return /RN$/.test(name)
    ? 'Nursing'
    : /PharmD$/.test(name)
      ? 'Pharmacy'
      : /LCSW$/.test(name)
        ? 'NULL'
        : 'Internal Medicine'
}

function renderEvent(event: ChartEvent, loseVisit: boolean): string {
  const attributes = [
    `type="${event.domain}"`,
    `code="${escapeAttribute(event.code)}"`,
    `name="${escapeAttribute(event.name)}"`,
    event.unit === null ? '' : `unit="${escapeAttribute(event.unit)}"`,
    event.domain === 'visit'
      ? `provider_id="${event.visit.providerId}" care_site_id="${event.visit.siteId}"`
      : '',
    loseVisit ? '' : `visit_id="${event.visit.visitId}"`,
  ].filter((attribute) => attribute !== '')
  const body = event.value === null ? '/>' : `>${escapeText(event.value)}</event>`
  return `        <event ${attributes.join(' ')}${body}\n`
}

function renderNoteEvent(note: ChartNote, random: Random): string {
  const name = random.chance(0.03) ? 'NULL' : note.type.name
  const visit = random.chance(0.02) ? '' : ` visit_id="${note.visit.visitId}"`
  return `        <event type="note" code="${note.type.code}" name="${name}" note_id="${note.noteId}" provider_id="${note.visit.providerId}"${visit}>${escapeText(note.text)}</event>\n`
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;')
