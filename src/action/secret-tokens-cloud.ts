import { after, token } from './secret-rule.ts';
import { word } from './secret-value.ts';

/** Clouds, hosting, databases, and what runs and watches services there. */
export const cloudTokens = [
  token(
    'aws key id',
    ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    'A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![A-Za-z0-9])',
  ),
  // Beside its id, as `aws iam create-access-key` and the console's CSV file write it.
  after(
    'aws secret beside its id',
    ['AKIA', 'ASIA'],
    'A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Za-z0-9])[^\\n]{0,160}?[\\s,;:|"\']{1,8}(?=[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+]))',
    word,
    { anyCase: false, accept: (secret) => /[a-z]/.test(secret) && /[A-Z]/.test(secret) },
  ),
  token('aws bedrock key', ['ABSK'], 'ABSK[A-Za-z0-9+/]{60,300}={0,2}'),
  token('amazon marketplace token', ['amzn.mws.'], 'amzn\\.mws\\.[0-9a-f-]{36}'),
  after(
    'signature of an address',
    ['X-Amz-S', 'X-Goog-S', 'sig=', 'X-Amz-s'],
    '(?:X-(?:Amz|Goog)-(?:Signature|Security-Token)|(?<=[?&;](?:amp;)?)sig)(?:=|%3D)',
    word,
    {
      accept: (secret) => secret.length >= 20,
    },
  ),
  token('google api key', ['AIza'], 'AIza[\\w-]{35}'),
  token(
    'google oauth',
    ['ya29.', 'GOCSPX-', '1//0'],
    '(?:ya29\\.[\\w-]{20,1024}|GOCSPX-[\\w-]{20,64}|1//0[\\w-]{40,200})',
  ),
  token(
    'azure client secret',
    ['0Q~', '1Q~', '2Q~', '3Q~', '4Q~', '5Q~', '6Q~', '7Q~', '8Q~', '9Q~'],
    '[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])',
    {
      lead: { of: /[A-Za-z0-9_~.-]/, most: 3 },
    },
  ),
  token('azure devops token', ['AZDO'], '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}', {
    lead: { of: /[A-Za-z0-9]/, most: 76 },
  }),
  token('digitalocean', ['dop_v1_', 'doo_v1_', 'dor_v1_'], 'do[opr]_v1_[0-9a-f]{64}'),
  token('heroku', ['HRKU-'], 'HRKU-[\\w-]{36,80}'),
  token(
    'cloudflare',
    ['cfut_', 'cfat_', 'cfk_', 'v1.0-'],
    '(?:cf(?:ut|at|k)_[\\w-]{30,80}|v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,200})',
  ),
  token('datadog', ['ddapp_', 'ddpat_'], 'dd(?:app|pat)_[\\w-]{30,80}'),
  token(
    'new relic',
    ['NRAK-', 'NRAA-', 'NRJS-', 'NRII-', 'NRIQ-', 'NRRA-', 'NRSP-'],
    'NR(?:AK|AA|JS|II|IQ|RA|SP)-[A-Za-z0-9_-]{18,64}',
  ),
  token(
    'new relic licence',
    ['NRAL', 'FFFFNRAL'],
    '(?:eu01xx)?[0-9a-f]{26,36}(?:FFFF)?NRAL(?![A-Za-z0-9])',
    { lead: { of: /[0-9a-fxu]/, most: 36 } },
  ),
  token('pagerduty', ['pdus+', 'pdeu+'], 'pd(?:us|eu)\\+[\\w+-]{20,128}'),
  token(
    'grafana',
    ['glsa_', 'glc_', 'gsgc_'],
    '(?:glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/=]{32,400})',
  ),
  token('sentry', ['sntry'], 'sntry[suai]_[A-Za-z0-9+/=_-]{40,400}'),
  token('dynatrace', ['dt0'], 'dt0[a-z]\\d\\d\\.[A-Z2-7]{8,24}\\.[A-Z2-7]{64}'),
  token('honeycomb', ['hcaik_', 'hcxik_', 'hcxmk_', 'hcamk_'], 'hc[ax][im]k_[0-9a-z]{30,64}'),
  token('elastic', ['essu_'], 'essu_[A-Za-z0-9+/=]{30,200}'),
  token('vault', ['hvs.', 'hvb.', 'hvr.'], 'hv[sbr]\\.[\\w-]{24,300}'),
  token(
    'older vault token',
    ['s.', 'b.AAAAAQ'],
    '(?<![\\w./-])(?:s\\.[A-Za-z0-9]{24}(?![\\w.-])|b\\.AAAAAQ[\\w-]{60,300})',
    {
      accept: (secret) => /\d/.test(secret) && /[A-Z]/.test(secret) && /[a-z]/.test(secret),
    },
  ),
  token('terraform cloud', ['.atlasv1.'], '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,80}', {
    lead: { of: /[A-Za-z0-9]/, most: 14 },
  }),
  token('pulumi', ['pul-'], 'pul-[0-9a-f]{40}(?![0-9a-f])'),
  token('databricks', ['dapi'], 'dapi[0-9a-f]{32}(?:-\\d)?(?![0-9a-f])'),
  token(
    'doppler',
    ['dp.'],
    'dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,40}\\.)?[A-Za-z0-9]{40,44}',
  ),
  token('planetscale', ['pscale_'], 'pscale_(?:tkn|pw|oauth)_[\\w.=-]{32,80}'),
  token('supabase', ['sbp_', 'sb_secret_'], 'sb(?:p_[0-9a-f]{40}|_secret_[\\w-]{20,80})'),
  token(
    'fly',
    ['fm1r_', 'fm1a_', 'fm2_', 'fo1_'],
    '(?:fm1[ar]|fm2|fo1)_[A-Za-z0-9+/_-]{40,1000}={0,3}',
  ),
  token(
    'netlify, render, vercel',
    ['nfp_', 'rnd_', 'vcp_'],
    '(?:nfp_[A-Za-z0-9_]{36,40}|rnd_[A-Za-z0-9]{28,40}|vc[pikar]_[A-Za-z0-9]{24,80})',
  ),
  token(
    'tailscale',
    ['tskey-'],
    'tskey-[a-z]{2,12}-[A-Za-z0-9]{8,32}(?:CNTRL)?-[A-Za-z0-9]{20,60}',
  ),
  token('1password', ['ops_eyJ'], 'ops_eyJ[\\w=-]{200,2000}'),
  token('pinecone', ['pcsk_'], 'pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{50,70}'),
  token('alibaba', ['LTAI'], 'LTAI[A-Za-z0-9]{17,21}(?![A-Za-z0-9])'),
];
