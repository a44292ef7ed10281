/** Sentences any note may hold. They state nothing that an instruction asks about. */
export const OPENINGS = [
  '{age} yo {sex} with {nicks}, [here|presents|seen today] for {complaint}.',
  '{mr} is a {age}-year-old {sex}, hx of {nicks}, c/o {complaint}.',
  'Known to this clinic w/ {nicks}. Reason today: {complaint}.',
  '{age}{sexLetter}, {nicks}; comes in about {complaint}, [alone|with a relative|accompanied].',
  'Seen for {complaint}. Background of {nicks}.',
  'Return visit, {complaint}. {mr} ({age}) has {nicks}.',
] as const

export const FILLER_STORY = [
  'Otherwise [well|about the same|no new issues], energy [fair|up and down|improved].',
  'Denies fevers, chills, night sweats.',
  'Weekend was [busy|quiet], ate [well|little].',
  'No ED visits since we last met, per pt.',
  'Brought all bottles in a [grocery bag|shoebox], list reconciled.',
  'History from pt and chart, [reliable|somewhat vague on dates].',
  'Asks about [lab results|disability form|the bill|parking placard].',
  'ADLs [managed|slow but managed], IADLs shared.',
  'ROS o/w neg x10 except as above.',
  'Symptoms come & go, worst [mornings|evenings|after meals], nothing clear makes them better.',
  'Feels "[meh|not myself|pretty decent|90%]" overall.',
  'Exercise: [short walks|chair yoga|none in this weather].',
  'Tolerating current regimen, w/o [rash|bleeding|cramps].',
  'Pain [controlled|{n}/10 at most], uses heat.',
  'Would like to [avoid more pills|simplify things|space out visits].',
] as const

export const REVIEW_OF_SYSTEMS = [
  'Constitutional: no fever, no unexplained wt change.',
  'Eyes: no diplopia.',
  'ENT: no epistaxis, no hoarseness.',
  'CV: no angina, no claudication.',
  'Resp: as in HPI.',
  'GI: no dysphagia, no hematochezia.',
  'GU: no dysuria.',
  'MSK: aches at baseline.',
  'Skin: no new lesions.',
  'Neuro: no focal weakness, no seizure.',
  'Psych: sleep as noted.',
  'Endo: no heat intolerance.',
  'Heme: no lymph node swelling.',
] as const

export const EXAM = [
  'Gen: [NAD|comfortable|tired-looking], A&O x3.',
  'HEENT: MMM, [anicteric|sclerae white], neck supple.',
  'CV: [RRR|S1 S2 normal|distant sounds].',
  'Lungs: [CTAB|good air entry|clear apices].',
  'Abd: soft, NT/ND, BS+.',
  'Ext: [no cyanosis|warm|pulses 2+].',
  'Neuro: CN II-XII grossly intact, moves all 4.',
  'Skin: warm & dry.',
  'Psych: cooperative, [pleasant|quiet].',
  'Gait [steady|slow, broad|antalgic].',
] as const

export const GENERAL_PLAN = [
  'Reviewed labs w/ pt, questions answered.',
  'RTC {wk} wks [or sooner prn|w/ labs before].',
  'Time spent {minutes} min, >50% counselling & coordination.',
  'Vaccines reviewed.',
  'Age-appropriate screening d/w pt.',
  'Precautions given, verbalised understanding.',
  'Refills sent.',
  'Portal message w/ results.',
  'Will d/w specialist by e-consult.',
  'Bring home readings to the next visit.',
] as const

export const BOILERPLATE = [
  'Dictated with voice recognition; sound-alike errors may remain despite proofreading. Please call if anything is unclear. Portions of this record may have been carried forward and were reviewed by the author for accuracy at the time of signing.',
  'All medications, allergies, past medical, surgical and family data were reviewed and updated in the appropriate section of the electronic record as needed. Patient instructed to seek care for worsening, and agrees w/ the plan as outlined above.',
  'This encounter included review of outside records, independent interpretation of tests & coordination with other clinicians. The patient identity was confirmed with two identifiers. Hand hygiene was performed <30 s before contact.',
  'Fall risk: screened. Advance directive: see separate tab. Tobacco cessation counselling: per protocol. Depression screen: per protocol. Interpreter: see demographics. Preventive services grid on file; overdue items are displayed in the banner.',
] as const

export const NURSING = [
  'Pt resting, call light in reach, bed low & locked.',
  'VSS, [afebrile|T max 37.4 °C], sats fine on [RA|2 L].',
  'Voided {small}00 mL, BM [x1|none this shift].',
  'Ate [half|all|a quarter] of [breakfast|lunch], fluids encouraged.',
  'Ambulated to the [door|hall|chair] w/ [standby assist|1 person].',
  'IV site [clean, dry|changed, 20G L forearm], flushes.',
  'Denies pain / [given acetaminophen w/ relief|repositioned w/ relief].',
  'Family at bedside, updated.',
  'Meds given per MAR, 5 µg patch rotated.',
  'Hourly rounding done; skin checked head to toe.',
  'Report given to oncoming RN w/ SBAR.',
  'Slept ~{n} h between checks.',
] as const

export const PHONE = [
  'Call [received|returned] {clock}, spoke w/ [pt|spouse|pt directly], ID x2.',
  'Question re [timing of tablets|a form|upcoming appt|results].',
  'Advice per protocol [given|reviewed w/ provider on call].',
  'No red flags on triage questions.',
  'Pt [agrees|will think about it|repeated the plan back].',
  'Message routed to [front desk|PCP pool|specialty nurse].',
  'Will ring back [tomorrow|if not better in 48 h].',
  'Duration of call {n} minutes.',
] as const

export const PHARMACY = [
  'Comprehensive med review, {n} Rx + OTC list compared with fill history.',
  'PDC [0.71|0.84|0.93] by fills, [late refills noted|consistent].',
  'Interactions screened: none major; [space from calcium|take with food].',
  'Renal dosing checked.',
  'Pill box [filled x2 wks|demonstrated].',
  'Counselled on missed doses, storage <25 °C, disposal.',
  'Cost reviewed, generic where possible.',
  'Recommendations sent to prescriber, will f/u {wk} wks.',
] as const

export const SOCIAL_WORK = [
  'Met w/ pt {minutes} min, rapport good.',
  'Strengths: [humour|faith|a sister nearby|steady routines].',
  'Screened for [food|ride|utility] insecurity, resources printed.',
  'Coping described as [so-so|"one day at a time"].',
  'Benefits paperwork [started|faxed].',
  'Consent for contact w/ family on file.',
  'Plan: follow by phone q{n} wks.',
] as const

export const PATHOLOGY = [
  'Received in formalin, labelled w/ two identifiers, {n} fragments, largest 1.{n} cm.',
  'Entirely submitted in cassettes A1-A{n}.',
  'Sections show [fibrous tissue|mucosa|skin] with [patchy|mild|focal] chronic inflammation.',
  'Special stains [noncontributory|PAS negative], controls appropriate.',
  'Immunostains reviewed; Ki-67 about {small}0%.',
  'No [necrosis|perineural invasion|granulomas] seen.',
  'Deeper levels examined.',
  'Case shown at intradepartmental conference.',
] as const

export const PROCEDURE = [
  'Risks, benefits & alternatives explained, consent signed, time-out done.',
  'Prepped and draped, [lidocaine 1% {n} mL|moderate sedation: midazolam, fentanyl].',
  'Completed without difficulty, EBL <{small}0 mL.',
  'Specimens [to pathology|none].',
  'Tolerated well, recovered {minutes} min, left w/ escort.',
  'Post-procedure instructions given in writing.',
  'Images stored in the archive.',
] as const

export const EMERGENCY = [
  'Arrived by [car|EMS|taxi], triage ESI {esi}.',
  'On arrival [in discomfort|stable|anxious], placed on monitor.',
  'Work-up [reassuring|as below], re-examined x2.',
  'EKG: no ST change.',
  'MDM: considered & judged unlikely ACS, PE, sepsis.',
  'D/c home in good condition, ambulatory, w/ return precautions.',
  'PCP informed via inbox.',
] as const
