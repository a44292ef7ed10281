import type { SampleCorpus } from '../sample-corpus.js'

const lumia = (personId: string, note: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<eventstream person_id="${personId}">
<encounter start_timestamp="2020-01-01 08:00:00" end_timestamp="2020-01-03 08:00:00"><events>
<entry timestamp="2020-01-01 09:00:00">
<event type="note" code="LOINC/28570-0" name="progress note" note_id="1">${note}</event>
<event type="measurement" code="LOINC/2345-7" name="Glucose" unit="mg/dL">${personId}.5</event>
</entry>${more}
</events></encounter></eventstream>
`

const older = (
  note: string,
) => `<record><visit type="Office Visit" start="01/02/2021 9:00 AM" end="01/02/2021 10:00 AM">
<day start="01/02/2021 9:00 AM"><person>Birth:1950-01-01</person>
<measurement start="01/02/2021 9:05 AM"><code>[LOINC/718-7] Hemoglobin 15.40 g/dL</code></measurement>
<note type="progress note" start="01/02/2021 9:10 AM">${note}</note></day></visit></record>
`

/** One patient of each dialect. */
export const sample: SampleCorpus = {
  files: {
    'ehrs/1.xml': lumia('1', 'Metformin was stopped &amp; diarrhoea went away.'),
    'ehrs/EHR_2.xml': older('Walks with a stick.'),
    'clinician-instruction-responses.tsv':
      'instruction_id\tquestion\tperson_id\tclinician_response\tevidence\n7\tWhy was metformin stopped?\t1\tDiarrhoea.\tMetformin was stopped\n8\tDoes she use a walking aid?\t2\tA stick.\t\n',
    'asof.tsv': 'instruction_id\tas_of\n7\t2020-01-02\n8\t2021-01-03\n',
    'qrels.tsv': 'instruction_id\tdocument_id\trelevance\n7\tnote:1\t2\n',
  },
  edited: { patientId: '1', files: { 'ehrs/1.xml': lumia('1', 'Metformin goes on.') } },
  odd: {
    patientId: '1',
    files: {
      'ehrs/1.xml': lumia(
        '1',
        'A note.',
        '<entry timestamp="soon"><event type="condition" code="SNOMED/1" name="Cough"/></entry>',
      ),
    },
    kinds: ['entry with a time that cannot be read'],
  },
  broken: {
    patientId: '2',
    files: { 'ehrs/EHR_2.xml': older('SECRET <b').replace('</note>', '<<') },
    message: /^EHR_2\.xml:4: /,
  },
}
