/** How bad it is: `p1` is the worst. */
export const severities = ['p1', 'p2', 'p3', 'p4'] as const;
export type Severity = (typeof severities)[number];
