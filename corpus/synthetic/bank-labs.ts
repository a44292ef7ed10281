/** A measurement: what charts call it, what clinicians write (`short`) and ask for (`ask`), and its usual range. */
export type Lab = {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly short: string
  readonly ask: string
  readonly decimals: number
  readonly usual: number
  readonly spread: number
}

const lab = (
  code: string,
  name: string,
  unit: string,
  short: string,
  ask: string,
  decimals: number,
  usual: number,
  spread: number,
): Lab => ({ code: `LOINC/${code}`, name, unit, short, ask, decimals, usual, spread })

export const LABS = {
  sodium: lab('2951-2', 'Sodium [Moles/volume] in Serum or Plasma', 'mmol/L', 'Na', 'sodium', 0, 139, 2.2),
  potassium: lab('2823-3', 'Potassium [Moles/volume] in Serum or Plasma', 'mmol/L', 'K', 'potassium', 1, 4.2, 0.3),
  chloride: lab('2075-0', 'Chloride [Moles/volume] in Serum or Plasma', 'mmol/L', 'Cl', 'chloride', 0, 103, 2),
  bicarbonate: lab('2028-9', 'Carbon dioxide, total [Moles/volume] in Serum or Plasma', 'mmol/L', 'CO2', 'bicarbonate', 0, 25, 1.8),
  urea: lab('3094-0', 'Urea nitrogen [Mass/volume] in Serum or Plasma', 'mg/dL', 'BUN', 'BUN', 0, 15, 3),
  creatinine: lab('2160-0', 'Creatinine [Mass/volume] in Serum or Plasma', 'mg/dL', 'Cr', 'creatinine', 2, 0.92, 0.08),
  glucose: lab('2345-7', 'Glucose [Mass/volume] in Serum or Plasma', 'mg/dL', 'Glu', 'glucose', 0, 98, 11),
  calcium: lab('17861-6', 'Calcium [Mass/volume] in Serum or Plasma', 'mg/dL', 'Ca', 'calcium', 1, 9.4, 0.3),
  egfr: lab('33914-3', 'Glomerular filtration rate/1.73 sq M.predicted', 'mL/min/{1.73_m2}', 'eGFR', 'eGFR', 0, 84, 5),
  leukocytes: lab('6690-2', 'Leukocytes [#/volume] in Blood by Automated count', '10*3/uL', 'WBC', 'white cell count', 1, 7.1, 1.2),
  hemoglobin: lab('718-7', 'Hemoglobin [Mass/volume] in Blood', 'g/dL', 'Hgb', 'hemoglobin', 1, 13.6, 0.5),
  hematocrit: lab('4544-3', 'Hematocrit [Volume Fraction] of Blood by Automated count', '%', 'Hct', 'hematocrit', 1, 40.8, 1.4),
  platelets: lab('777-3', 'Platelets [#/volume] in Blood by Automated count', '10*3/uL', 'Plt', 'platelet count', 0, 244, 24),
  mcv: lab('787-2', 'MCV [Entitic volume] by Automated count', 'fL', 'MCV', 'MCV', 0, 89, 2.5),
  neutrophils: lab('751-8', 'Neutrophils [#/volume] in Blood by Automated count', '10*3/uL', 'ANC', 'neutrophil count', 1, 4.3, 0.8),
  alt: lab('1742-6', 'Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 'ALT', 'ALT', 0, 24, 6),
  ast: lab('1920-8', 'Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 'AST', 'AST', 0, 23, 5),
  albumin: lab('1751-7', 'Albumin [Mass/volume] in Serum or Plasma', 'g/dL', 'Alb', 'albumin', 1, 4.1, 0.2),
  cholesterol: lab('2093-3', 'Cholesterol [Mass/volume] in Serum or Plasma', 'mg/dL', 'TC', 'total cholesterol', 0, 189, 16),
  ldl: lab('13457-7', 'Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation', 'mg/dL', 'LDL', 'LDL cholesterol', 0, 112, 15),
  hdl: lab('2085-9', 'Cholesterol in HDL [Mass/volume] in Serum or Plasma', 'mg/dL', 'HDL', 'HDL cholesterol', 0, 51, 5),
  triglycerides: lab('2571-8', 'Triglyceride [Mass/volume] in Serum or Plasma', 'mg/dL', 'TG', 'triglycerides', 0, 138, 26),
  a1c: lab('4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood', '%', 'A1c', 'hemoglobin A1c', 1, 5.5, 0.25),
  albuminuria: lab('14959-1', 'Microalbumin/Creatinine [Mass Ratio] in Urine', 'mg/g', 'UACR', 'urine albumin-creatinine ratio', 0, 14, 6),
  bnp: lab('33762-6', 'Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma', 'pg/mL', 'NT-proBNP', 'NT-proBNP', 0, 110, 40),
  ejection: lab('10230-1', 'Left ventricular Ejection fraction', '%', 'LVEF', 'ejection fraction', 0, 60, 3),
  tsh: lab('3016-3', 'Thyrotropin [Units/volume] in Serum or Plasma', 'm[IU]/L', 'TSH', 'TSH', 2, 2.1, 0.5),
  inr: lab('6301-6', 'INR in Platelet poor plasma by Coagulation assay', '{INR}', 'INR', 'INR', 1, 2.4, 0.5),
  crp: lab('1988-5', 'C reactive protein [Mass/volume] in Serum or Plasma', 'mg/L', 'CRP', 'CRP', 1, 3.4, 1.6),
  esr: lab('4537-7', 'Erythrocyte sedimentation rate by Westergren method', 'mm/h', 'ESR', 'sed rate', 0, 14, 6),
  ccp: lab('53027-9', 'Cyclic citrullinated peptide IgG Ab [Units/volume] in Serum or Plasma', 'U/mL', 'anti-CCP', 'anti-CCP', 0, 90, 22),
  fev1: lab('20150-9', 'FEV1', 'L', 'FEV1', 'FEV1', 2, 2.6, 0.12),
  phosphate: lab('2777-1', 'Phosphate [Mass/volume] in Serum or Plasma', 'mg/dL', 'Phos', 'phosphate', 1, 3.6, 0.4),
  pth: lab('2731-8', 'Parathyrin.intact [Mass/volume] in Serum or Plasma', 'pg/mL', 'PTH', 'parathyroid hormone', 0, 62, 14),
  ferritin: lab('2276-4', 'Ferritin [Mass/volume] in Serum or Plasma', 'ng/mL', 'ferritin', 'ferritin', 0, 88, 24),
  cea: lab('2039-6', 'Carcinoembryonic Ag [Mass/volume] in Serum or Plasma', 'ng/mL', 'CEA', 'CEA', 1, 2.1, 0.5),
  ca153: lab('6875-9', 'Cancer Ag 15-3 [Units/volume] in Serum or Plasma', 'U/mL', 'CA 15-3', 'CA 15-3', 1, 22, 5),
  phq9: lab('44261-6', 'Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]', '{score}', 'PHQ-9', 'PHQ-9 score', 0, 4, 2),
  glucoseTolerance: lab('1507-3', 'Glucose [Mass/volume] in Serum or Plasma --1 hour post 75 g glucose PO', 'mg/dL', '1-h GTT', 'one-hour glucose tolerance', 0, 128, 14),
  fundal: lab('11881-0', 'Uterus Fundal height Tape measure', 'cm', 'FH', 'fundal height', 0, 26, 4),
} as const satisfies Record<string, Lab>

export const VITALS = {
  systolic: lab('8480-6', 'Systolic Blood Pressure', 'mm[Hg]', 'SBP', 'systolic blood pressure', 0, 128, 9),
  diastolic: lab('8462-4', 'Diastolic Blood Pressure', 'mm[Hg]', 'DBP', 'diastolic blood pressure', 0, 77, 6),
  pulse: lab('8867-4', 'Heart rate', '/min', 'HR', 'heart rate', 0, 76, 8),
  respirations: lab('9279-1', 'Respiratory rate', '/min', 'RR', 'respiratory rate', 0, 16, 1.6),
  temperature: lab('8310-5', 'Body temperature', 'Cel', 'T', 'temperature', 1, 36.7, 0.25),
  saturation: lab('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry', '%', 'SpO2', 'oxygen saturation', 0, 97, 1),
  weight: lab('29463-7', 'Body Weight', 'kg', 'Wt', 'body weight', 1, 79, 1.1),
  pain: lab('72514-3', 'Pain severity - 0-10 verbal numeric rating [Score] - Reported', '{score}', 'pain', 'pain score', 0, 2, 1.4),
} as const satisfies Record<string, Lab>

export type LabKey = keyof typeof LABS
export type VitalKey = keyof typeof VITALS

export const PANELS = {
  metabolic: ['sodium', 'potassium', 'chloride', 'bicarbonate', 'urea', 'creatinine', 'glucose', 'calcium', 'egfr'],
  bloodCount: ['leukocytes', 'hemoglobin', 'hematocrit', 'platelets', 'mcv', 'neutrophils'],
  liver: ['alt', 'ast', 'albumin'],
  lipids: ['cholesterol', 'ldl', 'hdl', 'triglycerides'],
} as const satisfies Record<string, readonly LabKey[]>
