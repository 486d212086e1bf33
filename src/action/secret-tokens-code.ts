import { token } from './secret-rule.ts';

/** Where code is kept, built and published, and the models that write some of it. */
export const codeTokens = [
  token(
    'github',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    '(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255})',
  ),
  token(
    'gitlab',
    [
      'glpat-',
      'gldt-',
      'glrt',
      'glptt-',
      'glcbt-',
      'glsoat-',
      'glft-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glffct-',
    ],
    'gl(?:pat|dt|rt|rtr|ptt|cbt|soat|ft|imt|agent|oas|ffct)-[\\w.-]{20,300}',
  ),
  token('gitlab runner', ['GR1348941'], 'GR1348941[\\w-]{20}'),
  token(
    'bitbucket, atlassian',
    ['ATBB', 'ATATT3', 'ATCTT3', 'ATSTT3'],
    '(?:ATBB[A-Za-z0-9]{24,40}|AT(?:A|C|S)TT3[A-Za-z0-9_=-]{60,400})',
  ),
  token('npm', ['npm_'], 'npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])'),
  token('pypi', ['pypi-'], 'pypi-[\\w-]{32,512}'),
  token('rubygems', ['rubygems_'], 'rubygems_[0-9a-f]{48}'),
  token('nuget', ['oy2'], 'oy2[a-z0-9]{43}(?![a-z0-9])'),
  token('crates', ['cio'], 'cio[A-Za-z0-9]{32}(?![A-Za-z0-9])', {
    accept: (secret) => /\d/.test(secret) && /[A-Z]/.test(secret),
  }),
  token('docker', ['dckr_'], 'dckr_(?:pat|oat)_[\\w-]{20,128}'),
  token(
    'artifactory',
    ['AKCp', 'cmVmdGtuOj'],
    '(?:AKCp[A-Za-z0-9]{60,80}|cmVmdGtuOj[A-Za-z0-9]{30,80})',
  ),
  token('circleci', ['CCIPAT_', 'CCIPRJ_'], 'CCIP(?:AT|RJ)_[A-Za-z0-9]{10,40}_[0-9a-f]{40}'),
  token('buildkite', ['bkua_', 'bkct_'], 'bk(?:ua|ct)_[0-9A-Za-z]{40,64}'),
  token('sonar', ['sqp_', 'squ_', 'sqa_'], 'sq[pua]_[0-9a-f]{40}'),
  token(
    'sourcegraph',
    ['sgp_', 'slk_'],
    '(?:sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}|slk_[0-9a-f]{64})',
  ),
  token('postman', ['PMAK-'], 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}'),
  token('figma', ['figd_', 'figo_'], 'fig[do]_[\\w-]{36,80}'),
  token('linear', ['lin_api_', 'lin_oauth_'], 'lin_(?:api|oauth)_[A-Za-z0-9]{40,64}'),
  token(
    'notion',
    ['ntn_', 'secret_'],
    '(?:ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43}(?![A-Za-z0-9]))',
  ),
  token('airtable', ['pat'], 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
  token('contentful', ['CFPAT-'], 'CFPAT-[\\w-]{43}'),
  token('prefect', ['pnu_', 'pnb_'], 'pn[ub]_[A-Za-z0-9]{36}(?![A-Za-z0-9])'),
  token('readme', ['rdme_'], 'rdme_[0-9a-z]{70}'),
  token(
    'snyk, launchdarkly',
    ['snyk_', 'api-', 'sdk-'],
    '(?:snyk_[a-z]{2,4}\\.[0-9a-f-]{36}[\\w.-]{0,80}|(?:api|sdk)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})',
  ),
  token(
    'openai, anthropic, openrouter',
    ['sk-'],
    'sk-(?:(?:proj|svcacct|admin|ant|or)-[\\w-]{20,300}|[A-Za-z0-9]{32,64}(?![A-Za-z0-9-]))',
  ),
  token(
    'groq, hugging face, replicate, xai',
    ['gsk_', 'hf_', 'r8_', 'xai-', 'pplx-', 'api_org_', 'fw_'],
    '(?:gsk_[A-Za-z0-9]{48,64}|hf_[A-Za-z0-9]{30,40}|r8_[A-Za-z0-9]{36,40}|xai-[A-Za-z0-9]{60,100}|pplx-[A-Za-z0-9]{40,64}|api_org_[A-Za-z0-9]{34}|fw_[A-Za-z0-9]{20,32})(?![A-Za-z0-9_])',
  ),
  token('langsmith', ['lsv2_'], 'lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}'),
];
