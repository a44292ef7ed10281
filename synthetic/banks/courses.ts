import { ARTHRITIS } from './bank-arthritis.js'
import { BREAST } from './bank-breast.js'
import { COLON } from './bank-colon.js'
import { DEPRESSION } from './bank-depression.js'
import { DIABETES } from './bank-diabetes.js'
import { FIBRILLATION } from './bank-fibrillation.js'
import { HEART_FAILURE } from './bank-heart-failure.js'
import { KIDNEY } from './bank-kidney.js'
import { LUNG } from './bank-lung.js'
import { PREGNANCY } from './bank-pregnancy.js'
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
