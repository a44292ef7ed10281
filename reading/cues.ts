import { phrases } from './kinds/phrases.js'

/** Which points of a series an instruction wants first. */
export type TimeMode = 'last' | 'first' | 'highest' | 'lowest' | 'all' | 'any'

/** Matches any of these phrases as whole words. Each phrase is a regular expression. */
function cue(...alternatives: readonly string[]): RegExp {
  return phrases(alternatives)
}

/** Matches 'the present medications', but not 'edema is present'. */
const PRESENT =
  'present(?= (?:med\\w*|drugs?|prescriptions?|therap\\w*|problems?|diagnos\\w*|symptoms?|status|address|weight|dose))'

/** Words that say which points of a series are wanted. The first entry that an instruction contains decides. */
export const MODES: readonly (readonly [RegExp, TimeMode])[] = [
  [
    cue(
      'max(?:imum)?',
      '(?:all[- ]time )?(?:highest|high point)',
      'all[- ]time high',
      'peak(?:ed)?',
      't-?max',
      'largest',
      'greatest',
      'worst',
      'biggest',
    ),
    'highest',
  ],
  [
    cue(
      'min(?:imum)?',
      'lowest',
      'low point',
      'all[- ]time low',
      'nadir',
      'smallest',
      'trough',
      'bottomed(?: out)?',
    ),
    'lowest',
  ],
  [
    cue(
      'how many',
      'how often',
      'number of (?:\\w+ ){0,3}?\\w+s',
      '# ?(?:of )?(?=[a-z])\\w+',
      'count',
      'tally',
      'total (?:number|visits?|of|urine|fluid|intake|output|dose|daily)',
      'graph',
      'plot',
      '(?:visits?|prescriptions?|admissions?|stays?) total',
      'times',
      'trend\\w*',
      'traject\\w*',
      'over (?:time|the years)',
      'course of',
      'course(?=[ ,.;:?!]*$|,)',
      'chang(?:ed?|ing)',
      'rising',
      'falling',
      'up,? (?:or )?down',
      'serial',
      'all',
      'every',
      'each',
      'list (?:all|the|every|of|any|out)',
      '(?:provide|give|make|create|compile|generate|produce|need|want|get|show|see)(?: me)? (?:an? |the )?(?:\\w+ )?list(?! of (?:questions|recommendations))',
    ),
    'all',
  ],
  [/^\W*list\b/, 'all'],
  [
    cue(
      'first',
      '1st',
      'earliest',
      'initial(?:ly)?',
      'original(?:ly)?',
      'oldest',
      'onset',
      'start(?:ed|ing)',
      'start(?= (?:date|day|of))',
      "(?<=(?:did|does|do|[’']d|is|was)(?: (?!when)[\\w’'-]+){1,6}? )(?:start|begin)",
      'began',
      'begun',
      'go(?:ne)? on',
      'went on',
      'put on',
      'since when',
      "how long(?:[’']s| (?:ago|has|have|had|now))",
      '(?<!for )how long(?= *(?:[?.,;]|$))',
      "dx'?d when",
      "when (?:was|were) .*(?:dx'?d|diagnosed)",
    ),
    'first',
  ],
  [
    cue(
      'last',
      'latest',
      'lately',
      'most (?:recent(?:ly)?|current|up[- ]to[- ]date)',
      'newest',
      '(?:stop|end|discontinuation) date',
      'date (?:(?:of|it|was|is|they|he|she|[a-z]+) ){0,3}?(?:stopp\\w+|discontinu\\w+|ended)',
      '(?<!how )recent(?:ly)?',
      'current(?:ly)?',
      'presently',
      'at present',
      PRESENT,
      'right now',
      'now',
      'active',
      'still',
      'ongoing',
      'these days',
      'nowadays',
      'at this time',
      'today',
    ),
    'last',
  ],
]

/** Words that name a kind of event. */
export const DOMAINS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    cue(
      'med(?:ication|icine)?s?',
      'drugs?',
      'prescri\\w*',
      'pills?',
      'tab(?:let)?s?',
      'cap(?:sule)?s?',
      'doses?',
      'taking',
      'takes',
      "(?:is|was|are|were|been|be|patient|pt|he|she|they|put|started|currently|still|ever|now|not|pt[’']s|he[’']s|she[’']s) on (?:any|an?)(?! *¤)(?! (?:\\w+ ){0,2}?(?:walkers?|diets?|ventilators?|vents?|scales?|lists?|wait ?lists?|bas[ei]s|hold|cpap|bipap|oxygen|monitors?|floor|ward|unit|service|schedule|routine|programs?|plan|pathway|protocol|study|imaging|scans?|x-?rays?|ct|mri|ultrasound|echo|ekg|ecg|biopsy|report|note|day|date|visit|leave|pacemaker|dialysis|restrictions?|precautions?|registry|disability)(?![a-z]))",
      'therap\\w*',
      "rx(?:'?s|'?d)?",
      'scripts?',
      'refills?',
      'written for',
    ),
    ['drug_exposure'],
  ],
  [cue('vaccin\\w*', 'vax\\w*', 'immuni[sz]\\w*', 'imms?', 'shots?', 'jabs?', 'boosters?'), ['vaccine']],
  [cue('diagnos\\w*', "dx(?:'?s|'?d)?", 'conditions?', 'problems?', 'disease'), ['condition']],
  [cue('procedures?', 'procs?', 'surger\\w*', 'operations?', 'operated', 'px'), ['procedure']],
  [
    cue(
      'labs?',
      'blood ?work',
      'bloods',
      'levels?',
      'values?',
      'results?',
      'measure\\w*',
      'readings?',
      'vitals?',
      'vital signs?',
    ),
    ['measurement', 'observation'],
  ],
  [
    cue(
      'visits?',
      'admissions?',
      'admits?',
      'admitted',
      'encounters?',
      'hospitali[sz]\\w*',
      'emergency(?= (?:departments?|dept|rooms?|visits?|care|admissions?))',
      'emergency(?= *[?.,;]| *$)',
      'e[rd]',
      'inpt',
      'inpatient',
      'stays?',
      'appointments?',
      'appts?',
      '(?:all|which|what|list(?: of)?)(?: (?:the|of the|other))* (?:\\w+ )?(?:providers?|clinicians?|doctors?|physicians?|specialists?)',
      '(?:providers?|clinicians?|doctors?|physicians?|specialists?) (?:who|that|involved|seen|caring|seeing|following)',
    ),
    ['visit'],
  ],
  [cue('imaging', 'imaging (?:stud(?:y|ies)|tests?|results?)', 'images', 'scans'), ['image', 'procedure']],
  [cue('allerg\\w*'), ['observation', 'condition', 'allergy']],
]

/** Words that ask for what is current. */
export const CURRENT = cue(
  'current(?:ly)?',
  'active',
  'now',
  'still',
  'at present',
  'presently',
  PRESENT,
  'at this time',
  'ongoing',
  'taking',
  'reconcile',
  'right now',
  'these days',
  'nowadays',
)

/** The present tense, which for drugs means that they are taken now. */
export const TAKES_NOW = cue(
  "(?:does|do|is|are) (?:[\\w'’]+ ){1,4}?(?:take|receive|receiving|use|using|require|requiring|taking|on)",
)

/** Words that ask for an account of a whole visit. */
export const SUMMARY = cue(
  'summar\\w*',
  'sum(?:med|s)? up',
  '(?:the )?story of',
  'synopsis',
  'recap\\w*',
  'overview',
  'write[- ]?up',
  'blurb',
  'nutshell',
  'gist',
  'rundown',
  'run[- ]through',
  'what (?:has |have |had |all )?happened',
  'what (?:went (?:on|down)|took place)',
  "what(?:'?d| did) they do",
  'what was done',
  'tell me (?:briefly )?(?:about|how)',
  'walk me through',
  'how did .* go',
  '(?<!(?:draft|write|create|compose|generate|prepare) (?:an? |the )?)referral letter',
  'brief(?:ly)?(?! (?:reports?|message|note|letter|email|drafts?|reply|handout|interview|psych\\w*|mental|intervention|episodes?))',
)

/** Words of a listing besides its kind and its mode. An instruction without any other word is a listing. */
export const LISTING_WORDS = cue(
  ...`done performed carried received? receive had undergone undergo underwent made was were present did go gone given took place
  happened? occurred date dates day when year yr during list lists reconcile summari[sz]e overview rundown history hx record
  file adult new any anything everything wise which what's name he she they pls please full complete entire whole quick
  sections?`.split(/\s+(?=\S)/),
)
