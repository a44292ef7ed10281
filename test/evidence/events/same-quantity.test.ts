import { describe, expect, it } from 'vitest'
import { sameQuantity } from '../../../evidence/events/same-quantity.js'

describe('sameQuantity', () => {
  it.each([
    ['15.4', 'g/dL', '15.40', 'g/dL', 'hemoglobin', 1],
    ['15.4', null, '15.40', 'g/dL', 'hemoglobin', 1],
    ['15', 'g/dL', '15.40', 'g/dL', 'hemoglobin', 0.97],
    // 15.4 g/dL x 10; 180 mg/dL / 18.016 = 9.99; 80 kg x 2.2046 = 176.4; 37.3 x 1.8 + 32 = 99.14.
    ['154', 'g/L', '15.40', 'g/dL', 'hemoglobin', 0.95],
    ['10.0', 'mmol/L', '180', 'mg/dL', 'glucose', 0.95],
    ['176', 'lbs', '80', 'kg', 'body weight', 0.95],
    ['99.1', '°F', '37.30', 'Cel', 'body temperature', 0.95],
    ['154', 'mg/dL', '15.40', 'g/dL', 'hemoglobin', 0],
    ['15.5', 'g/dL', '15.40', 'g/dL', 'hemoglobin', 0],
    // A third less is no rounding.
    ['1', 'mg/dL', '1.4', 'mg/dL', 'creatinine', 0],
    ['0', '', '0.4', '', 'score', 0],
  ])('of %s %s and the charted %s %s of %s is %d', (number, unit, value, charted, name, same) => {
    expect(sameQuantity({ number, unit }, { number: value, unit: charted }, name)).toBe(same)
  })
})
