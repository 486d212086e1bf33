/** One glyph a line with its short names: those that incident bots and their people use. */
export const emojiTable = `
🚨 rotating_light
🔥 fire
🔔 bell
🔕 no_bell
📟 pager
☎️ phone telephone
📞 telephone_receiver
📣 mega
📢 loudspeaker
⚠️ warning
🛑 octagonal_sign stop_sign
⛔ no_entry
🚫 no_entry_sign
❌ x
❎ negative_squared_cross_mark
✅ white_check_mark
✔️ heavy_check_mark
☑️ ballot_box_with_check
❓ question
❗ exclamation heavy_exclamation_mark
‼️ bangbang
ℹ️ information_source
🆘 sos
🆕 new
🆗 ok
🔴 red_circle
🟠 large_orange_circle orange_circle
🟡 large_yellow_circle yellow_circle
🟢 large_green_circle green_circle
🔵 large_blue_circle blue_circle
🟣 large_purple_circle purple_circle
⚫ black_circle
⚪ white_circle
🟥 large_red_square red_square
🟧 large_orange_square
🟨 large_yellow_square
🟩 large_green_square
🟦 large_blue_square
⬛ black_large_square
⬜ white_large_square
🔺 small_red_triangle
🔻 small_red_triangle_down
▶️ arrow_forward
⏸️ double_vertical_bar pause_button
⏹️ black_square_for_stop stop_button
⏩ fast_forward
⏭️ black_right_pointing_double_triangle_with_vertical_bar next_track_button
⏮️ previous_track_button
⏪ rewind
🔁 repeat
🔄 arrows_counterclockwise
🔃 arrows_clockwise
↩️ leftwards_arrow_with_hook
↪️ arrow_right_hook
➡️ arrow_right
⬅️ arrow_left
⬆️ arrow_up
⬇️ arrow_down
↗️ arrow_upper_right
🔼 arrow_up_small
🔽 arrow_down_small
⏫ arrow_double_up
➕ heavy_plus_sign
➖ heavy_minus_sign
⏳ hourglass_flowing_sand
⌛ hourglass
⏰ alarm_clock
⏱️ stopwatch
⏲️ timer_clock
🕐 clock1
🕒 clock3
🕔 clock5
📅 date
📆 calendar
🗓️ spiral_calendar_pad spiral_calendar
📌 pushpin
📍 round_pushpin
📎 paperclip
🔗 link
🔖 bookmark
📖 book open_book
📕 closed_book
📗 green_book
📘 blue_book
📙 orange_book
📚 books
📓 notebook
📒 ledger
📝 memo pencil
✏️ pencil2
📋 clipboard
📄 page_facing_up
📃 page_with_curl
📜 scroll
📊 bar_chart
📈 chart_with_upwards_trend
📉 chart_with_downwards_trend
📁 file_folder
📂 open_file_folder
🗂️ card_index_dividers
🗄️ file_cabinet
📦 package
🗑️ wastebasket
🧹 broom
🔒 lock
🔓 unlock
🔐 closed_lock_with_key
🔑 key
🛡️ shield
🔧 wrench
🔨 hammer
🛠️ hammer_and_wrench
⚙️ gear
🔩 nut_and_bolt
🧰 toolbox
🧯 fire_extinguisher
🔌 electric_plug
🔋 battery
💡 bulb
💾 floppy_disk
💻 computer
🖥️ desktop_computer
📱 iphone
🌐 globe_with_meridians
☁️ cloud
⚡ zap
💥 boom collision
💣 bomb
🐛 bug
🔍 mag
🔎 mag_right
🧪 test_tube
🔬 microscope
🧵 thread
💬 speech_balloon
🗨️ left_speech_bubble
✉️ email envelope
📧 e-mail
📨 incoming_envelope
📬 mailbox_with_mail
📥 inbox_tray
📤 outbox_tray
👀 eyes
👋 wave
🙋 raising_hand
👍 +1 thumbsup
👎 -1 thumbsdown
👏 clap
🙏 pray
🙌 raised_hands
💪 muscle
✋ hand raised_hand
👉 point_right
👈 point_left
👇 point_down
👆 point_up_2
🤝 handshake
👤 bust_in_silhouette
👥 busts_in_silhouette
🧑‍🚒 firefighter
👷 construction_worker
🤖 robot_face
🚀 rocket
🚒 fire_engine
🚑 ambulance
🚧 construction
🏁 checkered_flag
🚩 triangular_flag_on_post
🎉 tada
✨ sparkles
⭐ star
🏆 trophy
💚 green_heart
❤️ heart
💯 100
🙂 slightly_smiling_face
😀 grinning
😄 smile
😂 joy
😅 sweat_smile
🤔 thinking_face
😬 grimacing
😱 scream
😢 cry
😴 sleeping zzz
🤞 crossed_fingers
☕ coffee
🌙 crescent_moon
☀️ sunny
🩹 adhesive_bandage
🩺 stethoscope
🪜 ladder
🧑‍💻 technologist
1️⃣ one
2️⃣ two
3️⃣ three
4️⃣ four
5️⃣ five
6️⃣ six
7️⃣ seven
8️⃣ eight
9️⃣ nine
🔟 keycap_ten
0️⃣ zero
`;
