"""What the clock rings for, and how often. A ring that nobody answers before the next one is due is dropped."""

HOUR, DAY = 3600, 86_400
RINGS = {  # task: every so many seconds
    "common.tasks.relay_outbox": 5,
    "members.clock.notice_handovers": 30,
    "secretariat.clock.run_consultations": 15,
    "declarations.tasks.sweep_renderings": 60,
    "declarations.tasks.sweep_adopted": 60,
    "members.tasks.sweep_letters": 60,
    # Rung often, written once: what was due at seven and missed is written when the clock comes back.
    "members.tasks.write_digests": 300,
    "members.clock.remind_of_contact_data": HOUR,
    "members.clock.revoke_what_ended": HOUR,
    "meetings.clock.erase_delegates": HOUR,
    "meetings.clock.sweep_waiting_papers": HOUR,
    "declarations.clock.remind_of_commitments": HOUR,
    "common.tasks.sweep_papers": HOUR,
    "common.tasks.sweep_uploads": DAY,
}
SCHEDULE = {
    task: {"task": task, "schedule": float(seconds), "options": {"expires": min(seconds, HOUR)}}
    for task, seconds in RINGS.items()
}
