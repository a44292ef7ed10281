import { snomed } from './coded.js'
import type { Imaging } from './imaging-study.js'

export const LARGE_STUDIES = {
  chestXray: {
    procedure: snomed('399208008', 'Plain X-ray of chest'),
    ask: 'chest x-ray',
    technique: ['PA and lateral views.', 'Single AP portable view, semi-upright.'],
    background: [
      'Heart size at the upper limit of normal.',
      'Mediastinal contours unremarkable.',
      'Degenerative change of the thoracic spine.',
      'Old healed rib fractures on the left.',
      'No pneumothorax.',
      'Clips in the right upper quadrant.',
    ],
    results: [
      {
        finding: 'Patchy density in the lingula, air bronchograms.',
        impression: 'Lingular pneumonia, film in 6 weeks to prove clearing.',
        answer: 'Lingular pneumonia.',
      },
      {
        finding: 'Blunted costophrenic angles, fluid in the minor fissure.',
        impression: 'Small bilateral effusions with mild interstitial edema.',
        answer: 'Small bilateral effusions, mild edema.',
      },
      {
        finding: 'Lungs are clear, no focal opacity.',
        impression: 'No acute cardiopulmonary process.',
        answer: 'No acute process.',
      },
      {
        finding: 'Bandlike opacity R base, volume loss.',
        impression: 'Subsegmental atelectasis at the right base.',
        answer: 'Right basal atelectasis.',
      },
      {
        finding: '7 mm rounded opacity projecting over the L mid lung.',
        impression: 'Possible 7 mm left nodule; CT suggested.',
        answer: 'Possible 7 mm left lung nodule, CT suggested.',
      },
      {
        finding: 'Flattened diaphragms, increased retrosternal space.',
        impression: 'Hyperinflation without superimposed infiltrate.',
        answer: 'Hyperinflation, no infiltrate.',
      },
    ],
  },
  chestCt: {
    procedure: snomed('169069000', 'Computed tomography of chest'),
    ask: 'chest CT',
    technique: [
      'Helical acquisition with 80 mL iohexol 350.',
      'Low-dose technique, no contrast, 1.25 mm slices.',
    ],
    background: [
      'Coronary calcium, moderate.',
      'Thyroid without nodule.',
      'Small hiatal hernia.',
      'Airways patent to subsegmental level.',
      'Upper abdomen: simple hepatic cyst 14 mm.',
    ],
    results: [
      {
        finding: 'Ground-glass nodule of the RUL, 9 mm, previously 8 mm.',
        impression: 'RUL ground-glass nodule essentially stable at 9 mm; 12-month follow-up.',
        answer: 'Stable 9 mm RUL ground-glass nodule.',
      },
      {
        finding: 'Filling defect in the RLL segmental branch.',
        impression: 'Segmental pulmonary embolus of the right lower lobe, no strain.',
        answer: 'Right lower lobe segmental PE.',
      },
      {
        finding: 'Subpleural reticulation, traction bronchiectasis at both bases.',
        impression: 'Early fibrotic change, basilar predominant.',
        answer: 'Early basal fibrosis.',
      },
      {
        finding: 'No enlarged nodes, no parenchymal lesion.',
        impression: 'No evidence of thoracic metastasis.',
        answer: 'No thoracic metastases.',
      },
      {
        finding: 'Upper-lobe centrilobular lucencies, 2 bullae.',
        impression: 'Moderate centrilobular emphysema with two apical bullae.',
        answer: 'Moderate emphysema with bullae.',
      },
    ],
  },
  abdomenCt: {
    procedure: snomed('169070004', 'Computed tomography of abdomen'),
    ask: 'abdominal CT',
    technique: ['Portal venous phase, oral contrast given.', 'CT A/P w/ IV contrast, 3 mm reformats.'],
    background: [
      'Gallbladder surgically absent.',
      'Sigmoid diverticula without stranding.',
      'Bladder partly collapsed.',
      'Aorta 2.4 cm, calcified.',
      'Spleen 11 cm.',
    ],
    results: [
      {
        finding: 'Hypodense 18 mm focus segment VI, restricted.',
        impression: 'New 18 mm segment VI lesion suspicious for metastasis.',
        answer: 'New suspicious 18 mm liver lesion (segment VI).',
      },
      {
        finding: 'Segment VI focus now 9 mm.',
        impression: 'Shrinking segment VI deposit, 9 mm; response to treatment.',
        answer: 'Liver deposit shrinking to 9 mm.',
      },
      {
        finding: 'Dilated loops to 4.1 cm, faecal sign in the pelvis.',
        impression: 'Partial small bowel obstruction, adhesive.',
        answer: 'Partial small bowel obstruction.',
      },
      {
        finding: 'Anastomosis unremarkable, no collection.',
        impression: 'No recurrence, patent anastomosis.',
        answer: 'No recurrence.',
      },
    ],
  },
  headCt: {
    procedure: snomed('408754009', 'Computed tomography of head'),
    ask: 'head CT',
    technique: ['Noncontrast axial images, bone and soft tissue windows.'],
    background: [
      'Mastoids aerated.',
      'Mild mucosal thickening of the maxillary sinus.',
      'Orbits normal.',
      'Vertebrobasilar calcification.',
    ],
    results: [
      {
        finding: 'Periventricular hypoattenuation.',
        impression: 'Small-vessel ischemic change, nothing acute.',
        answer: 'Chronic small-vessel change, nothing acute.',
      },
      {
        finding: 'Wedge-shaped low density L frontal operculum.',
        impression: 'Old left frontal infarct, no hemorrhage.',
        answer: 'Old left frontal infarct.',
      },
      {
        finding: 'Crescent 4 mm over the R convexity, mixed density.',
        impression: '4 mm subacute right subdural, no shift.',
        answer: '4 mm subacute right subdural hematoma.',
      },
      {
        finding: 'Ventricles and sulci fit for age.',
        impression: 'Normal study for age.',
        answer: 'Normal for age.',
      },
    ],
  },
  echocardiogram: {
    procedure: snomed('433236007', 'Transthoracic echocardiography'),
    ask: 'echocardiogram',
    technique: ['Standard TTE windows, contrast for endocardium.', '2D, M-mode and Doppler, adequate views.'],
    background: [
      'LA moderately enlarged.',
      'RV size normal, TAPSE 17 mm.',
      'Aortic valve sclerotic, no gradient.',
      'IVC 2.2 cm, collapses <50%.',
      'No effusion.',
    ],
    results: [
      {
        finding: 'Global hypokinesis, septal bounce.',
        impression: 'Severely reduced systolic function with moderate functional MR.',
        answer: 'Severely reduced systolic function, moderate MR.',
      },
      {
        finding: 'Apex akinetic, no thrombus w/ contrast.',
        impression: 'Apical akinesis without thrombus, moderately reduced function.',
        answer: 'Apical akinesis, no thrombus.',
      },
      {
        finding: 'Function improved against the prior study.',
        impression: 'Recovered to mildly reduced function, only trace MR.',
        answer: 'Improved, mildly reduced function, trace MR.',
      },
      {
        finding: 'E/e’ 16, LVH 13 mm.',
        impression: 'Preserved function with grade II diastolic dysfunction.',
        answer: 'Preserved function, grade II diastolic dysfunction.',
      },
    ],
  },
  boneScan: {
    procedure: snomed('41747008', 'Radionuclide bone scan'),
    ask: 'bone scan',
    technique: ['Tc-99m MDP 24 mCi, whole body at 3 h.'],
    background: ['Symmetric shoulder uptake.', 'Renal activity normal.', 'Dental uptake.'],
    results: [
      {
        finding: 'Focus in the L 6th rib, linear.',
        impression: 'Left sixth-rib uptake, traumatic in pattern.',
        answer: 'Left sixth rib, traumatic.',
      },
      {
        finding: 'Uptake T8 and R ilium.',
        impression: 'Two foci (T8, right ilium) worrisome for metastases.',
        answer: 'Worrisome foci at T8 and right ilium.',
      },
      {
        finding: 'Degenerative pattern only.',
        impression: 'No scintigraphic sign of metastasis.',
        answer: 'No metastases.',
      },
    ],
  },
} as const satisfies Record<string, Imaging>
