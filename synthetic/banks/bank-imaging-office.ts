import { snomed } from './coded.js'
import type { Imaging } from './imaging-study.js'

export const OFFICE_STUDIES = {
  renalUltrasound: {
    procedure: snomed('306005', 'Ultrasonography of kidney'),
    ask: 'renal ultrasound',
    technique: ['Gray-scale and color Doppler of both kidneys and bladder.'],
    background: [
      'Post-void residual 60 mL.',
      'Prostate/uterus as expected.',
      'Ureteral jets seen.',
      'Body habitus limits the upper poles.',
    ],
    results: [
      {
        finding: 'R 8.9 cm, L 9.1 cm, bright cortex.',
        impression: 'Small echogenic kidneys in keeping with medical renal disease.',
        answer: 'Small echogenic kidneys (medical renal disease).',
      },
      {
        finding: 'L pelvis dilated to 16 mm.',
        impression: 'Moderate left hydronephrosis, cause not shown.',
        answer: 'Moderate left hydronephrosis.',
      },
      {
        finding: 'R upper pole cyst 3.2 cm, one septum.',
        impression: 'Minimally complex right cyst (Bosniak II).',
        answer: 'Right Bosniak II cyst.',
      },
    ],
  },
  abdominalUltrasound: {
    procedure: snomed('45036003', 'Ultrasonography of abdomen'),
    ask: 'abdominal ultrasound',
    technique: ['Curvilinear probe, fasting state.'],
    background: ['Pancreas obscured by gas.', 'CBD 4 mm.', 'No free fluid.', 'Spleen homogeneous.'],
    results: [
      {
        finding: 'Echogenic liver, 18 cm.',
        impression: 'Hepatic steatosis with mild enlargement.',
        answer: 'Fatty, mildly enlarged liver.',
      },
      {
        finding: 'Several mobile shadowing foci up to 11 mm.',
        impression: 'Cholelithiasis, no wall thickening.',
        answer: 'Gallstones without cholecystitis.',
      },
      {
        finding: 'Polyp 5 mm fixed to the wall.',
        impression: 'Gallbladder polyp of 5 mm, yearly look.',
        answer: '5 mm gallbladder polyp.',
      },
    ],
  },
  footXray: {
    procedure: snomed('168665000', 'Plain X-ray of foot'),
    ask: 'foot x-ray',
    technique: ['AP, oblique, lateral, weight bearing.'],
    background: ['Vessel wall calcification.', 'Plantar spur.', 'Hallux valgus 28°.'],
    results: [
      {
        finding: 'Midfoot fragmentation, dorsal collapse.',
        impression: 'Neuropathic (Charcot) midfoot, active stage.',
        answer: 'Charcot midfoot.',
      },
      {
        finding: 'Cortex of the 5th head eroded.',
        impression: 'Erosion of the fifth metatarsal head, osteomyelitis to be excluded.',
        answer: 'Possible osteomyelitis of the fifth metatarsal head.',
      },
      {
        finding: 'Alignment kept, joints fair.',
        impression: 'No fracture or erosion.',
        answer: 'No fracture or erosion.',
      },
    ],
  },
  handXray: {
    procedure: snomed('168644005', 'Plain X-ray of hand'),
    ask: 'hand x-ray',
    technique: ['PA and ball-catcher views of both hands.'],
    background: [
      'First CMC narrowing.',
      'Old boxer’s deformity R 5th.',
      'Soft tissue fullness over the knuckles.',
    ],
    results: [
      {
        finding: 'Marginal defects 2nd/3rd heads b/l.',
        impression: 'New marginal erosions of the second and third MCPs.',
        answer: 'New erosions of MCP 2 and 3.',
      },
      {
        finding: 'Periarticular thinning only.',
        impression: 'Juxta-articular osteopenia, no erosions yet.',
        answer: 'Juxta-articular osteopenia without erosions.',
      },
      {
        finding: 'Carpus fused on the L.',
        impression: 'Progressive carpal ankylosis on the left.',
        answer: 'Progressive left carpal ankylosis.',
      },
    ],
  },
  mammogram: {
    procedure: snomed('24623002', 'Screening mammography'),
    ask: 'mammogram',
    technique: ['CC and MLO with tomosynthesis.'],
    background: [
      'Scattered fibroglandular densities.',
      'Biopsy clip L upper outer.',
      'Benign vascular calcification.',
    ],
    results: [
      {
        finding: 'Fine pleomorphic group 6 mm, R 10 o’clock.',
        impression: 'Right pleomorphic calcifications, BI-RADS 4, stereotactic biopsy.',
        answer: 'BI-RADS 4, right calcifications.',
      },
      {
        finding: 'Postoperative distortion as before.',
        impression: 'Stable postsurgical change, BI-RADS 2.',
        answer: 'BI-RADS 2, stable.',
      },
      {
        finding: 'Oval 5 mm mass, circumscribed.',
        impression: 'Probably benign left mass, BI-RADS 3, 6-month look.',
        answer: 'BI-RADS 3, probably benign left mass.',
      },
    ],
  },
  obstetricUltrasound: {
    procedure: snomed('445866007', 'Obstetric ultrasonography'),
    ask: 'obstetric ultrasound',
    technique: ['Transabdominal, singleton.'],
    background: ['Amniotic fluid index 13.', 'Cardiac activity present.', 'Cervix 38 mm.'],
    results: [
      {
        finding: 'Placental edge 11 mm from the os.',
        impression: 'Low-lying posterior placenta, look again at 32 weeks.',
        answer: 'Low-lying posterior placenta.',
      },
      {
        finding: 'AC 8th centile, Doppler fine.',
        impression: 'Small abdominal circumference, growth check in 3 weeks.',
        answer: 'Small abdominal circumference (8th centile).',
      },
      {
        finding: 'Anatomy seen in full.',
        impression: 'Normal anatomy survey, anterior placenta clear of the os.',
        answer: 'Normal anatomy.',
      },
    ],
  },
} as const satisfies Record<string, Imaging>
