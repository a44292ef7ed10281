export const SURNAMES = ['Okonkwo', 'Lindqvist', 'Varga', 'Mbeki', 'Castellano', 'Ferreira', 'Haddad', 'Petrov', 'Nakagawa', 'O’Rourke', 'Dubois', 'Krishnan', 'Whitfield', 'Sørensen', 'Abernathy', 'Zielinski', 'Morales', 'Tran', 'Halloran', 'Núñez', 'Beaumont', 'Osei', 'Yilmaz', 'Carmichael', 'Rahman', 'Delacroix', 'Ivanova', 'Pemberton', 'Kowalczyk', 'Bright'] as const

export const CLINICIANS = ['R. Ashdown MD', 'L. Mateo DO', 'P. Iyer MD', 'C. Fontaine NP', 'D. Sokolov MD', 'H. Brandt PA-C', 'M. Achterberg MD', 'S. Oyelaran MD', 'T. Quill RN', 'J. Vance RN', 'E. Marchetti PharmD', 'K. Lund MD', 'B. Castile MD', 'N. Farrow LCSW'] as const

export const RACES = ['White', 'Black or African American', 'Asian', 'Other', 'NULL'] as const
export const ETHNICITIES = ['Not Hispanic or Latino', 'Hispanic or Latino'] as const
export const PAYERS = ['Medicare', 'Blue Harbor', 'Medicaid', 'Commonweal PPO', 'Self pay'] as const
export const SITES = ['PRIMARY CARE', 'SPECIALTY CLINIC', 'NULL', 'HOSPITAL TOWER B', 'EMERGENCY DEPARTMENT'] as const
export const SUBMITTERS = ['Internal Medicine', 'Cardiology', 'Oncology', 'Surgery', 'Radiology', 'Neurology', 'Pediatrics', 'Emergency Medicine'] as const
