/** Patient ids become names of folders. */
export function isPatientId(id: string): boolean {
  return /^[A-Za-z0-9._-]+$/.test(id) && !/^\.+$/.test(id)
}

/** The order of patients everywhere: by code units, whatever the reader's language. */
export function byPatientId(a: { readonly patientId: string }, b: { readonly patientId: string }): number {
  return a.patientId < b.patientId ? -1 : a.patientId > b.patientId ? 1 : 0
}
