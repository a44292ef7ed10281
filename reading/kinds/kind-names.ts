import { phrases } from './phrases.js'

/** Names of things of one kind, with the domains in which charts record them. */
export type Kind = readonly [pattern: RegExp, domains: readonly string[]]

const DRUG = ['drug_exposure']
const CONDITION = ['condition']
const PROCEDURE = ['procedure']
const MEASURED = ['measurement', 'observation']
/** Facts about a patient's life are recorded as observations. */
const OBSERVED = ['observation']
const IMAGE = ['image', 'procedure']
const VISIT = ['visit']

/** Names that contain the word of another kind. They are read first and then blanked. */
export const WHOLE_NAMES: readonly Kind[] = [
  [
    phrases(
      [
        '(?:urine |tox\\w* |serum )?drug screen(?:s|ing)?',
        '(?:drug|medication|vancomycin|vanc|digoxin|lithium|tacrolimus|phenytoin|vitamin \\w+|testosterone|estradiol|cortisol|insulin) (?:levels?|troughs?|peaks?)',
        '(?:\\d+|six)[- ]?min(?:ute)? walk(?: tests?)?',
        'blood (?:work|tests?|draws?|sugars?|glucose|gas(?:es)?|cultures?|counts?|alcohol)',
        'blood pressures?(?! (?:cuff|monitor|machine|med|pill|drug))',
        'weight (?:loss|gain|changes?|trend)(?! (?:program|clinic|surgery|diet|goal|class|management|counsel|med|drug|pill))',
        '(?:stress|pulmonary function|liver function|kidney function|renal function|thyroid function|lung function) tests?',
      ],
      'g',
    ),
    MEASURED,
  ],
  [
    phrases(
      [
        '(?:blood pressure|cholesterol|thyroid|weight loss|pain|sleep\\w*|water|sugar|blood sugar|diabetes|seizure|psych\\w*|heart|home|discharge|allergy|asthma) (?:meds?|medications?|medicines?|pills?|drugs?)',
        'blood thinners?',
        'calcium channel blockers?|beta[- ]?blockers?|ace[- ]?(?:inhibitors?|i)|proton pump inhibitors?|birth control(?: pills?)?',
        '(?:hormone|replacement|drug|antibiotic|antiviral|antifungal|anticoagula\\w+|antiplatelet|insulin|steroid|statin|immunosuppressive|diuretic|biologic|inhaled|iv|systemic|targeted|medical|endocrine|androgen deprivation) therap\\w+',
        '(?:steroid|cortisone|corticosteroid|insulin|testosterone|depo|b12|b-12|toradol|ketorolac) (?:shots?|injections?)',
        '(?:calcium|potassium|iron|vitamin d?|magnesium|protein) (?:supplement\\w*|pills?)',
      ],
      'g',
    ),
    DRUG,
  ],
  [
    phrases(['(?:radiation|proton|photon|electroconvulsive) therap\\w+|radiotherapy|brachytherapy'], 'g'),
    PROCEDURE,
  ],
  [
    phrases(['(?:highest )?(?:level|grade) of education|education(?:al)? (?:level|attainment)'], 'g'),
    OBSERVED,
  ],
  [
    phrases(['allergic (?:rhinitis|conjunctivitis|asthma|dermatitis)|hay fever|food poisoning'], 'g'),
    CONDITION,
  ],
  [
    phrases(
      [
        '(?:diagnostic )?radiation (?:dose )?exposures?|radiation doses?(?: exposures?)?|(?:ct|x-?ray) radiation|nuclear medicine(?: (?:scans?|stud(?:y|ies)))?',
        'low[- ]dose ct|diagnostic (?:imaging|radiology|mammogra\\w+|ultrasounds?|ct|mri)|(?:ct|mri|x-?ray|pet|imaging|radiology|ultrasound|scan|mammogram) (?:results?|findings?)',
      ],
      'g',
    ),
    IMAGE,
  ],
  [phrases(['(?:in (?:the )?)?hospital course|course in (?:the )?(?:hospital|icu|ed|er)'], 'g'), VISIT],
]

/** Names that charts use themselves, and classes of drugs. The thing is found by its name. */
export const THINGS: readonly Kind[] = [
  [
    phrases([
      'statins?|antibiotics?|abx|antimicrobials?|antivirals?|antifungals?|opioids?|opiates?|narcotics?|benzodiazepines?|benzos?',
      'anticoagula\\w+|antiplatelets?|doacs?|noacs?|nsaids?|steroids?|corticosteroids?|glucocorticoids?|diuretics?|antihypertensives?',
      'antidepressants?|ssris?|snris?|antipsychotics?|neuroleptics?|anticonvulsants?|antiepileptics?|aeds|mood stabili[sz]ers?|stimulants?|sedatives?|hypnotics?',
      'anxiolytics?|analgesics?|painkillers?|pain relievers?|muscle relax\\w+|laxatives?|antacids?|ppis?|antiemetics?|antihistamines?',
      'bronchodilators?|inhalers?|nebuli[sz]ers?|contraceptives?|birth control|hormone replacement|hrt|immunosuppress\\w+|biologics?|dmards?',
      'chemo(?:therapy|therapeutic\\w*)?|immunotherapy|checkpoint inhibitors?|insulins?|sulfonylureas?|glp-?1s?|sglt-?2s?|bisphosphonates?|pressors?|vasopressors?|inotropes?|antiarrhythmics?|arbs?|vitamins?|supplements?|herbals?|over[- ]the[- ]counter|otcs?',
      '[a-z]{3,}pril|[a-z]{2,}(?:statin|sartan|olol|cillin|mycin|floxacin|cycline|prazole|conazole|gliptin|gliflozin|glutide|xaban|parin|triptan|azepam|zolam|formin|setron|tidine|thiazide|dronate|ciclovir|cyclovir|tinib|ciclib|zumab|ximab|limumab|lizumab|mumab)',
      'contrast (?:agent|administration|media|material|dye)',
      'been on (?!an? |any |the |dialysis|oxygen|o2|disability|cpap|bipap|hospice|leave|tpn|bed|call|home|vacation)',
      '(?:ever|has|have|had|patient|pt|he|she) (?:ever )?(?:taken|tried) (?:any(?:thing)?|a|an|over)',
      'take (?:any(?:thing)?|a|daily|over|aspirin)',
      '(?:receiv\\w+|undergo\\w*|on|what|which|any|current) (?:\\w+ )?treatments?',
      'treatments? (?:for|with|of)|treated (?:with|for)',
      'regimens?',
    ]),
    DRUG,
  ],
  [
    phrases([
      'bps?|sbp|dbp|systolic|diastolic|temperatures?|temps?|tmax|fevers?|febrile|afebrile|spo2|o2 sats?|sats|oxygen(?:ation)? sat\\w*|oxygen requirements?|heart rates?|pulse|respiratory rates?|weights?|weigh|bmi|height',
      "urine outputs?|uop|outputs?|i(?:&|/| and )o[’']?s?|intake and output|fluid (?:intake|balance|status)|ins and outs|net (?:positive|negative)|calories in",
      'peak (?:expiratory )?flows?|pefr?|fev1|spirometry|pfts?|pain scores?',
      'creatinine|egfr|gfr|bun|(?:kidney|renal|liver|hepatic|thyroid|lung|pulmonary) function|lfts?|transaminases?|bilirubin|albumin|alt|ast|alk phos',
      'h(?:a?e)moglobins?|hgb|hb|h&h|hematocrit|hct|platelets?|plts?|wbcs?|leukocyt\\w+|anc|(?:\\w+ )?(?:cell|platelet|neutrophil|lymphocyte|eosinophil|cd4|reticulocyte) counts?|cbcs?|inrs?|ptt|d-?dimers?|ferritin',
      '(?:hb)?a1cs?|hemoglobin a1c|fasting glucose|glucose (?:trends?|logs?|control)|sugars|potassium|sodium|magnesium|phosph(?:ate|orus)|calcium|bicarb\\w*|electrolytes|anion gap|lactates?|lactic acid|troponins?|trops?|(?:nt-?pro-?)?bnp|ck|crp|esr|procalcitonin',
      'tsh|psa|ldl|hdl|cholesterol|triglycerides?|lipids?|lipid (?:panel|profile)|bmp|cmp|chem ?7|(?:basic|comprehensive) metabolic panel|vitamin d|b12',
      'urinalysis|ua|cultures?|viral load|titers?|serolog\\w+|antibod(?:y|ies)|tumor markers?|cea|afp|ca ?-?(?:125|19-9)|abgs?|vbgs?|csf|inrs|drug levels?|troughs?',
    ]),
    MEASURED,
  ],
  [
    phrases([
      'ct|ct scans?|cta|cat scans?|cts|mris?|mra|mrcp|(?:and|by|or|prior|last|recent|body|fdg|new) pet|pet[-/ ]?(?:ct|mri?|scans?|exams?|reports?|imaging|stud(?:y|ies)|tracers?)|fdg-?pet|x-?rays?|xr|cxr|kub|radiograph\\w*|radiology|ultrasounds?|sonogra\\w+|dopplers?|duplex|echos?|echocardiogra\\w+|tte|tee|mammogra\\w+|dexa|bone density|angiogra\\w+|fluoroscop\\w+|barium swallow|scans|scan|neuroimaging',
    ]),
    IMAGE,
  ],
  [
    phrases([
      'pacemakers?|defibrillators?|picc(?: line)?|central lines?|foley|hearing aids?|insulin pumps?|prosthe\\w+|implanted (?:devices?|hardware)|devices?',
    ]),
    ['device_exposure'],
  ],
]

/** Names of groups, which charts do not write this way. */
export const GROUPS: readonly Kind[] = [
  [
    phrases([
      'tdap|mmr|shingrix|zostavax|prevnar\\w*|pneumovax|gardasil|flumist|fluzone|bcg|ipv|dtap',
      '(?:flu|influenza|covid|covid-?19|tetanus|tdap|td|shingles|pneumonia|pneumococcal|hpv|mmr|hepatitis [ab]|hep [ab]|measles|rsv) (?:vaccin\\w+|shots?|boosters?|jabs?)',
    ]),
    ['vaccine'],
  ],
  [
    phrases([
      '(?:active|chronic|acute|current|recent|ongoing|prior|past|previous|recurrent|other|underlying|opportunistic|history of|hx of)(?:,? [\\w-]+){0,3} (?:infections?|disorders?|illness(?:es)?|malignanc(?:y|ies)|cancers?|diseases?|syndromes?)',
      'any(?:,? [\\w-]+){0,3} (?:infections|disorders|malignancies|cancers)',
      'comorbid\\w*',
    ]),
    CONDITION,
  ],
  [
    phrases([
      'surgical|post-?operative complications?|[a-z]{3,}(?:ectomy|ectomies|otomy|ostomy|plasty|plasties|centesis|rrhaphy|pexy)',
      '(?!micro|spectro|radio|stetho)[a-z]{3,}oscop(?:y|ies)|biops(?:y|ies)|biopsied|egd|catheteri[sz]ations?|cardiac cath|stent(?:s|ing)?|transplant(?:s|ed|ation)?|c-?sections?|cesareans?',
      'intubat\\w*|dialysis|transfus\\w*|ablations?|cabg|bypass|amputat\\w*|(?:knee|hip|valve|shoulder|joint) replacements?|resections?|cardioversions?|paracentesis|lumbar punctures?|radiation treatments?|ect',
    ]),
    PROCEDURE,
  ],
  [
    phrases([
      'no[- ]?show(?:ed|s|ing)?|missed (?:visits?|appointments?|appts?)|check-?ups?|annual (?:physicals?|exams?|wellness)|wellness (?:visits?|exams?)|physicals?(?= with)',
      '(?:left|leave|leaving) (?:the )?hospital|discharged (?:from|to|home)|been in (?:the )?(?:hospital|icu)',
      '(?:last|ever|recently|first) (?:seen|saw)(?: by| in| at| this| the| him| her)|seen by|who (?:has )?(?:last |recently |first )?(?:sees|saw|seen)',
      '(?:care|treatment) team|(?:icu|ed|er|clinic|office|urgent care) (?:visits?|stays?|trips?)',
      'readmi\\w+|against medical advice|length of stay|los',
    ]),
    VISIT,
  ],
]
