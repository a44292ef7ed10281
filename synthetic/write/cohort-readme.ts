/** What a cohort holds. */
export type CohortCounts = { patients: number; notes: number; events: number; instructions: number }

/** @param instructions at most this many per patient; null: all */
export function cohortReadme(counts: CohortCounts, seed: number, instructions: number | null): string {
  const most = instructions === null ? '' : ` --instructions ${instructions}`
  return `# A synthetic cohort

${counts.patients} made-up patients in the file layout of the MedAlign release: ${counts.notes} notes, ${counts.events} events,
${counts.instructions} instructions. Nobody in it exists; every name, date, value and sentence was drawn by chartsift's
seeded generator (\`chartsift synth --patients ${counts.patients} --seed ${seed}${most}\`). The same patients and seed give the
same bytes. No clinician wrote or read it, and it is no source of medical knowledge. Codes follow the style of LOINC,
SNOMED, RxNorm and CVX; those of drugs and conditions are not guaranteed to be the real ones.

| file | what it holds |
| --- | --- |
| \`ehrs/<person_id>.xml\` | one patient each, LUMIA dialect |
| \`clinician-instruction-responses.tsv\` | instructions, references, cited evidence; quoting as uneven as in the release |
| \`asof.tsv\` | inclusive end of what each instruction may see; of one about the whole record, the record's last entry |
| \`qrels.tsv\` | 2 essential, 1 supporting; spans are [start, end) in UTF-16 units of the decoded note text |
| \`facts.jsonl\` | what each answer rests on; any one of a fact's places proves it |
| \`gold.jsonl\` | machine-readable answers, and the wrong ones that ignore the as-of time |
| \`manifest.json\` | parameters, counts, sha256 of every other file |

Known on purpose: notes are copied forward, whole or in part, so medication lists in notes can be stale (current
medications are those of the events); some note names are NULL, some encounters have no end, some events no visit id;
conditions stand at 23:59:00 of their day; an end and a start of a drug at one minute are a renewal.
An answer that is an absence has no essential document. \`chartsift index\` keeps demographics (birth date, gender, race, ...) as events too
and says how many: its other events are those counted here.
`
}
