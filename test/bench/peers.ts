/**
 * The needs of other tools for the same things, measured on 2026-11-21 on a machine with two cores, everything on 127.0.0.1 and
 * the load client on the same cores. LimeSurvey 6.10.6 (PHP 8.2 with opcache, nginx, MariaDB 10.11), SurveyJS 2.5.38, enketo-core
 * 9.0.1, @formbricks/surveys 1.99.0; the same survey of 22 questions for each. Wire bytes are gzip bodies and response headers in
 * a fresh Chromium.
 */
export const peers = {
  firstPage: 'LimeSurvey 1,216 KB in 28 requests, SurveyJS 395 KB in 4, Enketo 297 KB in 3, Formbricks 55 KB in 2',
  questionPage: 'LimeSurvey 6.3 KB (a later page, assets cached)',
  journey: 'LimeSurvey 1,593 KB in 35 requests',
  responses: 'LimeSurvey 8.0 a second (one page, 8 clients, both cores full)',
} as const
