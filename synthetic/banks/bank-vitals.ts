import { type Lab, lab } from './lab.js'

export const VITALS = {
  systolic: lab('8480-6', 'Systolic Blood Pressure', 'mm[Hg]', 'SBP', 'systolic blood pressure', 0, 128, 9),
  diastolic: lab('8462-4', 'Diastolic Blood Pressure', 'mm[Hg]', 'DBP', 'diastolic blood pressure', 0, 77, 6),
  pulse: lab('8867-4', 'Heart rate', '/min', 'HR', 'heart rate', 0, 76, 8),
  respirations: lab('9279-1', 'Respiratory rate', '/min', 'RR', 'respiratory rate', 0, 16, 1.6),
  temperature: lab('8310-5', 'Body temperature', 'Cel', 'T', 'temperature', 1, 36.7, 0.25),
  saturation: lab(
    '59408-5',
    'Oxygen saturation in Arterial blood by Pulse oximetry',
    '%',
    'SpO2',
    'oxygen saturation',
    0,
    97,
    1,
  ),
  weight: lab('29463-7', 'Body Weight', 'kg', 'Wt', 'body weight', 1, 79, 1.1),
  pain: lab(
    '72514-3',
    'Pain severity - 0-10 verbal numeric rating [Score] - Reported',
    '{score}',
    'pain',
    'pain score',
    0,
    2,
    1.4,
  ),
} as const satisfies Record<string, Lab>

export type VitalKey = keyof typeof VITALS
