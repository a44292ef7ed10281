import { BREAST, COLON } from './bank-courses-cancer.js'
import { FIBRILLATION, HEART_FAILURE } from './bank-courses-cardiac.js'
import { ARTHRITIS, LUNG } from './bank-courses-lung-joint.js'
import { DIABETES, KIDNEY } from './bank-courses-metabolic.js'
import { DEPRESSION, PREGNANCY } from './bank-courses-mind-birth.js'
import type { Course } from './course.js'

export const COURSES: readonly Course[] = [
  DIABETES,
  HEART_FAILURE,
  LUNG,
  BREAST,
  KIDNEY,
  DEPRESSION,
  ARTHRITIS,
  FIBRILLATION,
  PREGNANCY,
  COLON,
]
