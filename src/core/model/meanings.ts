import type { ReviewStatus, Stage } from './opportunity';

/** What each lifecycle stage says, after LifeCycleSummary.Stage in the API's model. */
export const stageMeanings: Readonly<Record<Stage, string>> = {
  Prospect: 'A possible opportunity, from the customer or from research, that nobody has qualified yet.',
  Qualified: 'The customer confirmed that the opportunity is real and of interest.',
  'Technical Validation': 'Everybody involved understands how it is going to be built.',
  'Business Validation': 'A price was proposed, and the steps to close are agreed.',
  Committed: 'The customer signed; AWS has not started billing.',
  Launched: 'The workload runs, and AWS has started billing.',
  'Closed Lost': 'The opportunity is lost; nothing more will be done.',
};

/** What each review status says, after LifeCycleSummary.ReviewStatus in the API's model. */
export const reviewStatusMeanings: Readonly<Record<ReviewStatus, string>> = {
  'Pending Submission': 'Not submitted to AWS yet. You can edit it.',
  Submitted: 'Submitted; AWS has not looked at it yet. Nobody on your side can edit it.',
  'In review': 'AWS is validating it. Nobody on your side can edit it.',
  Approved: 'Validated and in the AWS seller’s pipeline. You can edit it.',
  Rejected: 'AWS disqualified it. Nobody on your side can edit it.',
  'Action Required': 'AWS asks for changes before it goes on with the review. You can edit the fields it names.',
};
