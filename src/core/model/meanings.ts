import type { ReviewStatus, Stage } from './opportunity';

/** The meaning of each lifecycle stage, after LifeCycleSummary.Stage in the API's model. */
export const stageMeanings: Readonly<Record<Stage, string>> = {
  Prospect: 'A possible opportunity, from the customer or from research, that nobody has qualified yet.',
  Qualified: 'The customer confirmed that the opportunity is real and of interest.',
  'Technical Validation': 'Everybody involved understands how it is going to be built.',
  'Business Validation': 'A price was proposed, and the steps to close are agreed.',
  Committed: 'The customer signed; AWS has not started billing.',
  Launched: 'The workload runs, and AWS has started billing.',
  'Closed Lost': 'The opportunity is lost; nothing more will be done.',
};

/** The meaning of each review status, after LifeCycleSummary.ReviewStatus in the API's model. */
export const reviewStatusMeanings: Readonly<Record<ReviewStatus, string>> = {
  'Pending Submission': 'Not submitted to AWS yet. You can edit it.',
  Submitted: 'Submitted; AWS has not looked at it yet. Nobody on your side can edit it.',
  'In review': 'AWS is validating it. Nobody on your side can edit it.',
  Approved: 'Validated and in the AWS seller’s pipeline. You can edit it.',
  Rejected: 'AWS disqualified it. Nobody on your side can edit it.',
  'Action Required': 'AWS asks for changes before it continues the review. You can edit the fields it names.',
};

/** The meaning of each delivery model. */
export const deliveryMeanings: Readonly<Record<string, string>> = {
  'SaaS or PaaS': 'Runs as SaaS or PaaS in your AWS environment.',
  'BYOL or AMI': 'Runs as BYOL or AMI in the customer’s AWS environment.',
  'Managed Services': 'You manage the customer’s business with AWS.',
  'Professional Services': 'You help the customer to adopt the cloud.',
  Resell: 'You manage AWS accounts and billing for your customers.',
  Other: 'None of the other models.',
};

/** The meaning of each type of opportunity. */
export const typeMeanings: Readonly<Record<string, string>> = {
  'Net New Business': 'A customer that has not worked with your solutions or services before.',
  'Flat Renewal': 'An existing contract or subscription continues.',
  Expansion: 'An existing customer of yours buys more, or something new.',
};
