import { labelled } from './labelled-turn.ts';

export const english = labelled({
  negative: `
    This is the third time I have to ask. It is ridiculous.
    The parcel arrived and the vase was completely broken.
    I am really disappointed with your service.
    You charged me twice and nobody answers my emails!
    Worst support I have ever had, I want my money back.
    Still nothing. I have been waiting for two weeks now.
    This is unacceptable, I will cancel my contract.
    Your app keeps crashing and I lost everything I had typed.
    Not happy at all with how this was handled.
    I feel ignored by your team.
    Why does nobody call me back as promised??
    The driver was rude and threw the box over the fence.
    The quality is poor and it does not fit.
    I'm so angry right now, the wedding is tomorrow!
    What a waste of time.
    You sent the wrong size again.
    Terrible experience, never again.
    The heating does not work and the house is freezing.
    I am sick of being passed from one person to the next.
    This was supposed to be here on Monday, it is now Friday 😡
  `,
  neutral: `
    Can you tell me when my order will arrive?
    I would like to change the delivery address please.
    What are your opening hours on Saturday?
    My order number is 4711-0815.
    Hello, I have a question about my invoice.
    Do you ship to Ireland?
    Please send the receipt to my email address.
    It is the blue one in size 42.
    How do I reset my password?
    Yes, tomorrow between ten and twelve is possible.
    Is this jacket available in green?
    I ordered on 3 March and paid by card.
    Could you cancel the second item and keep the first?
    Who do I talk to about a company account?
    Ok
  `,
  positive: `
    Thank you so much, that was quick!
    Perfect, it works now.
    Great service, I will tell my friends.
    I love the new sofa, it looks amazing.
    Thanks, you have been very helpful.
    Brilliant, that solved it.
    Excellent, the replacement arrived this morning.
    I'm very happy with the result.
    Wonderful, thank you Sam!
    The team was friendly and patient, well done.
    That's awesome 😍
    Lovely, appreciate it.
    You made my day, thanks a lot.
    No problem at all, everything is fine now, thank you.
    Good job, much better than last year.
  `,
});
