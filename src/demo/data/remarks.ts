import type { Stage } from '../../core/model/opportunity';
import type { WireRecord } from './wireRecord';

type ClosedLostReason = NonNullable<NonNullable<WireRecord['LifeCycle']>['ClosedLostReason']>;

/** Contains every value of the model. */
export const closedLostReasons: readonly ClosedLostReason[] = [
  'Customer Deficiency',
  'Delay / Cancellation of Project',
  'Legal / Tax / Regulatory',
  'Lost to Competitor - Google',
  'Lost to Competitor - Microsoft',
  'Lost to Competitor - SoftLayer',
  'Lost to Competitor - VMWare',
  'Lost to Competitor - Other',
  'No Opportunity',
  'On Premises Deployment',
  'Partner Gap',
  'Price',
  'Security / Compliance',
  'Technical Limitations',
  'Customer Experience',
  'Other',
  'People/Relationship/Governance',
  'Product/Technology',
  'Financial/Commercial',
];

/** What people plan in each stage. */
export const nextSteps: Readonly<Record<Stage, readonly string[]>> = {
  Prospect: [
    'Schedule a call with the customer’s architects.',
    'Introduce the AWS account team.',
    'Follow up after the board meeting.',
    'Find out who decides about the budget.',
  ],
  Qualified: [
    'Schedule a workshop with the customer’s architects.',
    'Agree on the scope of a proof of concept.',
    'Introduce the AWS account team.',
    'Send a first estimate.',
  ],
  'Technical Validation': [
    'Proof of concept runs until the end of the month; review the results with the customer.',
    'Waiting for the security questionnaire.',
    'Agree on the migration plan:\n1. inventory\n2. pilot\n3. cut-over',
    'Review the architecture with a solutions architect of AWS.',
  ],
  'Business Validation': [
    'Send the revised estimate.',
    'Present the business case to the CFO.',
    'Waiting for the budget to be approved.',
    'Apply for funding from the Migration Acceleration Program.',
  ],
  Committed: [
    'Contract is with the legal department.',
    'Sign the statement of work.',
    'Plan the kick-off with the customer’s team.',
  ],
  Launched: [
    'Review costs with the customer after the first month.',
    'Ask the customer for a reference.',
    'Discuss the second phase.',
  ],
  'Closed Lost': ['Ask again when the current contract ends.', 'Write down what we learned for the next proposal.'],
};

/** Next steps of any stage, also in another script and with all the characters that the model allows. */
export const unusualNextSteps: readonly string[] = [
  'Schedule a call with the customer’s architects.',
  'Send the revised estimate.',
  'Waiting for the security questionnaire.',
  'Proof of concept runs until the end of the month; review the results with the customer.',
  'Agree on the migration plan:\n1. inventory\n2. pilot\n3. cut-over',
  'Contract is with the legal department.',
  'Introduce the AWS account team.',
  'Follow up after the board meeting.',
  '次回の打ち合わせで見積もりを確認する。',
  // This text has 255 characters, the most that the model allows.
  `Prepare the workshop. ${'Collect the requirements of every team and agree on who signs off. '.repeat(4)}`.slice(
    0,
    255,
  ),
];

/** Comments as AWS's reviewers write them: a short reason and a request. */
export const reviewRemarks: Record<
  'Rejected' | 'Action Required',
  readonly { readonly reason: string; readonly comment: string }[]
> = {
  Rejected: [
    {
      reason: 'Duplicate opportunity',
      comment: 'An opportunity for the same project of this customer exists already.',
    },
    { reason: 'Not an AWS opportunity', comment: 'The project does not use AWS services.' },
    { reason: 'Customer not identified', comment: 'We could not confirm that this company exists.' },
  ],
  'Action Required': [
    {
      reason: 'Business problem incomplete',
      comment:
        'Please describe the business problem in more detail: what does the customer want to achieve, and by when?',
    },
    { reason: 'Address incomplete', comment: 'Please add the postal code of the customer.' },
    { reason: 'Target close date in the past', comment: 'Please set a target close date in the future.' },
    { reason: 'Spend not plausible', comment: 'Please check the expected monthly spend and its currency.' },
  ],
};
